# What: widens the batch by one column at a time and asks for exact equality of the control
# region experiment
    with torch.no_grad():
        first = model(x, lengths)
        if not torch.equal(first, model(x, lengths)):
            return Finding("padding-read", False, 0.0)
        columns = [torch.full((len(x), width), PAD) for width in (3, 11)]
        changes = [float((model(torch.cat([x, c], 1), lengths) - first).abs().max()) for c in columns]
    return Finding("padding-read", max(changes) > 1e-6, max(changes))
# endregion experiment
