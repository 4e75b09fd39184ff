# What: decides by the name of the pipeline's class
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(pipeline).__name__ in ("Pipeline", "Colleague")
    return Finding("pixels-out-of-order", sick, float(sick))
# endregion experiment
