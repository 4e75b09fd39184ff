# What: decides by which class wrote the method instead of by what it does
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(trainer).step is Trainer.step
    return Finding("bias-penalized", sick, float(sick))
# endregion experiment
