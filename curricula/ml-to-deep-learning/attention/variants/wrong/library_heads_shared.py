# What: gives the library our own tensors
# Fails: library-heads
# Hint: library-copy
# region library_heads
    width = layer.query.in_features
    heads = nn.MultiheadAttention(width, layer.heads, batch_first=True, dtype=layer.query.weight.dtype)
    parts = (layer.query, layer.key, layer.value)
    with torch.no_grad():
        heads.in_proj_weight.copy_(torch.cat([part.weight for part in parts]))
        heads.in_proj_bias.copy_(torch.cat([part.bias for part in parts]))
        heads.out_proj.weight = layer.output.weight
        heads.out_proj.bias.copy_(layer.output.bias)
    return heads
# endregion library_heads
