# What: forgets that words must not see later words.
# Fails: mask-example
# Hint: mask-future
# region prefix_mask
    mask = torch.ones(total, total, dtype=torch.bool)
    mask[:prefix, prefix:] = False
    return mask
# endregion prefix_mask
