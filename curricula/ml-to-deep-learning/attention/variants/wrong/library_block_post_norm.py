# What: keeps the library's default order
# Fails: library-block
# Hint: library-norm-first
# region library_block
    layer = nn.TransformerEncoderLayer(
        d_model=block.widen.in_features,
        nhead=block.attend.heads,
        dim_feedforward=block.widen.out_features,
        dropout=0.0,
        activation="relu",
        batch_first=True,
        dtype=block.widen.weight.dtype,
    )
    layer.self_attn.load_state_dict(library_heads(block.attend).state_dict())
    layer.linear1.load_state_dict(block.widen.state_dict())
    layer.linear2.load_state_dict(block.narrow.state_dict())
    layer.norm1.load_state_dict(block.norm1.state_dict())
    layer.norm2.load_state_dict(block.norm2.state_dict())
    return layer
# endregion library_block
