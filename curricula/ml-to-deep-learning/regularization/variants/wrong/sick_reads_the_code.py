# What: decides by which class wrote the method instead of by what it does
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(study).split is Study.split
    return Finding("held-out-images-in-training", sick, float(sick))
# endregion experiment
