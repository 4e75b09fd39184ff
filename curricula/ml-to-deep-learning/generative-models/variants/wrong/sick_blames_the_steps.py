# What: believes that the steps are shifted
# Fails: sick-run
# Hint: sick-name
# region experiment
    t = torch.zeros(len(x), dtype=torch.long)
    moved = process.noised(x, t, torch.zeros_like(x))
    left = float((moved - x).abs().max())
    return Finding("steps-shifted-by-one", left > 0.1, left)
# endregion experiment
