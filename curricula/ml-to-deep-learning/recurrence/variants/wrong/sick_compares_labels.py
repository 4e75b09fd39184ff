# What: compares the predicted states, which often stay the same
# Fails: sick-run
# Hint: sick-control
# region experiment
    wider = torch.cat([x, torch.full((len(x), 1), PAD)], dim=1)
    with torch.no_grad():
        first, again = model(x, lengths).argmax(1), model(x, lengths).argmax(1)
        padded = model(wider, lengths).argmax(1)
    changed = float((padded != first).float().mean())
    return Finding("padding-read", bool((first == again).all()) and changed > 0, changed)
# endregion experiment
