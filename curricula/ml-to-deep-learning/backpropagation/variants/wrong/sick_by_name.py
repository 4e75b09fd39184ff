# What: decides by the name of the trainer's class
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(trainer).__name__ != "Healthy"
    return Finding("gradients-not-cleared", sick, float(sick))
# endregion experiment
