# What: correlates rows and noisy rows, which depends on the scale of the rows
# Fails: sick-run
# Hint: sick-control
# region experiment
    last = torch.full((len(x),), process.n_steps - 1)
    end = process.noised(x, last, torch.randn(x.shape, generator=generator))
    left = float(torch.corrcoef(torch.stack([x.flatten(), end.flatten()]))[0, 1])
    return Finding("signal-left-at-the-end", abs(left) > 0.2, left)
# endregion experiment
