# What: goes through lists of numbers, so that no gradient comes back
# Fails: packed
# Hint: unroll-graph
# region pack_variable_length
    order = torch.argsort(lengths, descending=True)
    steps = range(int(lengths.max()))
    sizes = [int((lengths > step).sum()) for step in steps]
    data = [x[row, step].tolist() for step in steps for row in order[: sizes[step]].tolist()]
    return Packed(torch.tensor(data, dtype=x.dtype), torch.tensor(sizes), order)
# endregion pack_variable_length
