# What: forgets the sum around the feed-forward part
# Fails: block-oracle
# Hint: block-order
# region encoder_block
    attended, weights = block.attend(block.norm1(x), mask)
    x = x + attended
    x = block.narrow(torch.relu(block.widen(block.norm2(x))))
    return x, weights
# endregion encoder_block
