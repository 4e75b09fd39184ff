# What: decides by the stored schedule
# Fails: sick-run
# Hint: sick-control
# region experiment
    left = float(process.alpha_bars[-1].sqrt())
    return Finding("signal-left-at-the-end", left > 0.2, left)
# endregion experiment
