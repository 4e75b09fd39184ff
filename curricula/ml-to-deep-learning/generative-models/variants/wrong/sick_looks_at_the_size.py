# What: looks whether the last rows have variance 1, as they have when data have it
# Fails: sick-run
# Hint: sick-control
# region experiment
    last = torch.full((len(x),), process.n_steps - 1)
    end = process.noised(x, last, torch.randn(x.shape, generator=generator))
    off = abs(float(end.std()) - 1.0)
    return Finding("signal-left-at-the-end", off > 0.05, off)
# endregion experiment
