# What: decides by which class wrote the method
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = type(trainer).rate is Trainer.rate
    return Finding("schedule-counts-steps", sick, float(sick))
# endregion experiment
