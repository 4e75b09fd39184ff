# What: decides by the name of the class
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(model).__name__ in ("Classifier", "Colleague")
    return Finding("padding-read", sick, float(sick))
# endregion experiment
