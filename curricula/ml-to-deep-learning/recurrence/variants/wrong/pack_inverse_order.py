# What: returns the place of each row instead of the row at each place
# Fails: packed
# Hint: pack-order
# region pack_variable_length
    order = torch.argsort(lengths, descending=True)
    batch_sizes = torch.stack([(lengths > step).sum() for step in range(int(lengths.max()))])
    data = torch.cat([x[order][: int(size), step] for step, size in enumerate(batch_sizes)])
    return Packed(data, batch_sizes, torch.argsort(order))
# endregion pack_variable_length
