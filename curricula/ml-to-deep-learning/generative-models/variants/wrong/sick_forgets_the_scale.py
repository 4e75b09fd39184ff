# What: takes the size of what is left for the share that is left
# Fails: sick-run
# Hint: sick-control
# region experiment
    last = torch.full((len(x),), process.n_steps - 1)
    left = float(process.noised(x, last, torch.zeros_like(x)).std())
    return Finding("signal-left-at-the-end", left > 0.2, left)
# endregion experiment
