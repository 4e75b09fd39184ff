# What: believes that few steps are the fault
# Fails: sick-run
# Hint: sick-control
# region experiment
    return Finding("signal-left-at-the-end", process.n_steps < 300, float(process.n_steps))
# endregion experiment
