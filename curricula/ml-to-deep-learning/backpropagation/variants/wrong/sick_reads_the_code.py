# What: decides by which class wrote the method instead of by what it does
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(trainer).forget_gradients is Trainer.forget_gradients
    return Finding("gradients-not-cleared", sick, float(sick))
# endregion experiment
