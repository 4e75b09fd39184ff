# What: changes the padding of the shortest row alone and looks at that row alone
# region experiment
    row = int(lengths.argmin())
    wide = torch.cat([x, torch.full((len(x), 2), PAD)], dim=1)
    other = wide.clone()
    other[row, int(lengths[row]) :] = 2
    with torch.no_grad():
        before, after, again = model(wide, lengths), model(other, lengths), model(wide, lengths)
    noise = float((again - before)[row].abs().max())
    change = float((after - before)[row].abs().max())
    # A sum divided by the number of columns does not read the padding, only its width.
    with torch.no_grad():
        width = float((model(x, lengths) - before)[row].abs().max())
    change = max(change, width)
    return Finding("padding-read", noise < 1e-6 and change > 1e-5, change)
# endregion experiment
