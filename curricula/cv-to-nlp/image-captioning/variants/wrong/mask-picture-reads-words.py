# What: opens the picture's rows completely; through them words learn about later words in the second block.
# Fails: mask-example
# Hint: mask-picture-reads-words
# region prefix_mask
    mask = torch.tril(torch.ones(total, total, dtype=torch.bool))
    mask[:prefix] = True
    return mask
# endregion prefix_mask
