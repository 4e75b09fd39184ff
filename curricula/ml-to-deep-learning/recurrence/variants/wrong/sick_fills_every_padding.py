# What: changes the padding of all rows together, which a model that mixes rows notices too
# Fails: sick-run
# Hint: sick-rows
# region experiment
    x = torch.cat([x, torch.full((len(x), 1), PAD)], dim=1)
    padding = torch.arange(x.shape[1]) >= lengths[:, None]
    other = torch.where(padding, 3, x)
    with torch.no_grad():
        first, again, filled = model(x, lengths), model(x, lengths), model(other, lengths)
    change = float((filled - first).abs().max())
    return Finding("padding-read", torch.equal(first, again) and change > 1e-5, change)
# endregion experiment
