# What: packs the padding too
# Fails: pack-hand-example
# Hint: pack-steps
# region pack_variable_length
    order = torch.argsort(lengths, descending=True)
    data = x[order].transpose(0, 1).reshape(-1, x.shape[2])
    return Packed(data, torch.full((x.shape[1],), len(x)), order)
# endregion pack_variable_length
