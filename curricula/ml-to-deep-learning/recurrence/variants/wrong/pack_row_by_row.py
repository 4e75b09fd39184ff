# What: joins whole rows instead of steps
# Fails: pack-hand-example
# Hint: pack-steps
# region pack_variable_length
    order = torch.argsort(lengths, descending=True)
    batch_sizes = torch.stack([(lengths > step).sum() for step in range(int(lengths.max()))])
    return Packed(torch.cat([x[row, : lengths[row]] for row in order]), batch_sizes, order)
# endregion pack_variable_length
