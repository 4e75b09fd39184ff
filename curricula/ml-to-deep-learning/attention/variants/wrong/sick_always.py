# What: says yes
# Fails: sick-run
# Hint: sick-control
# region experiment
    model(torch.zeros(1, 2, dtype=torch.int64))
    return Finding("future-visible", True, 1.0)
# endregion experiment
