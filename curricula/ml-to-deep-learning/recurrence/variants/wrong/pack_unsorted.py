# What: keeps the rows in their order, so the first rows are not the running ones
# Fails: pack-hand-example
# Hint: pack-order
# region pack_variable_length
    order = torch.arange(len(x))
    running = [lengths > step for step in range(int(lengths.max()))]
    data = torch.cat([x[rows, step] for step, rows in enumerate(running)])
    return Packed(data, torch.stack([rows.sum() for rows in running]), order)
# endregion pack_variable_length
