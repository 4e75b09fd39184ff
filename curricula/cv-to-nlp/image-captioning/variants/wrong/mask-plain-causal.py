# What: keeps the causal mask of the language model, so that visual tokens are read in one direction only.
# Fails: mask-example
# Hint: mask-causal-picture
# region prefix_mask
    return torch.tril(torch.ones(total, total, dtype=torch.bool))
# endregion prefix_mask
