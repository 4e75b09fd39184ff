# What: adds padding and tells the model that it is part of the row
# Fails: sick-run
# Hint: sick-control
# region experiment
    wider = torch.cat([x, torch.full((len(x), 7), PAD)], dim=1)
    with torch.no_grad():
        first, again = model(x, lengths), model(x, lengths)
        padded = model(wider, lengths + 7)
    change = float((padded - first).abs().max())
    return Finding("padding-read", bool((first == again).all()) and change > 1e-5, change)
# endregion experiment
