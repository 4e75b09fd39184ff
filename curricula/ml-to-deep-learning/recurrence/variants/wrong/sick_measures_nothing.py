# What: reports a verdict and no number
# Fails: sick-run
# Hint: sick-measured
# region experiment
    wider = torch.cat([x, torch.full((len(x), 7), PAD)], dim=1)
    with torch.no_grad():
        first, again, padded = model(x, lengths), model(x, lengths), model(wider, lengths)
    present = torch.equal(first, again) and not torch.allclose(first, padded, atol=1e-5)
    return Finding("padding-read", present, 0.0)
# endregion experiment
