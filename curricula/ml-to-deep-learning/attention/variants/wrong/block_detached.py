# What: cuts the gradient of the attention
# Fails: gradients
# Hint: gradient-cut
# region encoder_block
    attended, weights = block.attend(block.norm1(x), mask)
    x = x + attended.detach() + 0.0 * attended
    x = x + block.narrow(torch.relu(block.widen(block.norm2(x))))
    return x, weights
# endregion encoder_block
