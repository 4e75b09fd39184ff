# What: changes the padding and has no control
# Fails: sick-run
# Hint: sick-control
# region experiment
    wider = torch.cat([x, torch.full((len(x), 7), PAD)], dim=1)
    with torch.no_grad():
        change = float((model(wider, lengths) - model(x, lengths)).abs().max())
    return Finding("padding-read", change > 1e-5, change)
# endregion experiment
