# What: lets the library pack
# Fails: alone
# Hint: alone-own
# region pack_variable_length
    from torch.nn.utils import rnn as library

    packed = library.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    assert packed.sorted_indices is not None
    return Packed(packed.data, packed.batch_sizes, packed.sorted_indices)
# endregion pack_variable_length
