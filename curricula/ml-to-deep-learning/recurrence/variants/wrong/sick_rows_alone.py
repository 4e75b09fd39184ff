# What: compares a row alone with the row in its batch, which other faults change too
# Fails: sick-run
# Hint: sick-control
# region experiment
    with torch.no_grad():
        together = model(x, lengths)[1]
        alone = model(x[1:2, : int(lengths[1])], lengths[1:2])[0]
    change = float((together - alone).abs().max())
    return Finding("padding-read", change > 1e-5, change)
# endregion experiment
