# What: takes the padding of the shortest row away, which proves nothing where no row has padding
# Fails: sick-run
# Hint: sick-control
# region experiment
    rows = lengths == lengths.min()
    with torch.no_grad():
        first, again = model(x, lengths), model(x, lengths)
        cut = model(x[rows][:, : int(lengths.min())], lengths[rows])
    change = float((first[rows] - cut).abs().max())
    return Finding("padding-read", bool((first == again).all()) and change > 1e-5, change)
# endregion experiment
