# What: adds to the normed token instead of the token
# Fails: block-oracle
# Hint: block-order
# region encoder_block
    inner = block.norm1(x)
    attended, weights = block.attend(inner, mask)
    x = inner + attended
    inner = block.norm2(x)
    return inner + block.narrow(torch.relu(block.widen(inner))), weights
# endregion encoder_block
