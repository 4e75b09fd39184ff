# What: norms after the sums, as the paper of 2017 did
# Fails: block-oracle
# Hint: block-pre-norm
# region encoder_block
    attended, weights = block.attend(x, mask)
    x = block.norm1(x + attended)
    x = block.norm2(x + block.narrow(torch.relu(block.widen(x))))
    return x, weights
# endregion encoder_block
