# What: cuts the tokens instead of the width into heads
# Fails: heads-oracle
# Hint: heads-split
# region multi_head
    batch, length, width = x.shape

    def split(projected: Tensor) -> Tensor:
        """(b, t, width) -> (b, heads, t, width / heads)."""
        return projected.reshape(batch, layer.heads, -1, width // layer.heads)

    if mask is not None and mask.dim() == 3:
        mask = mask.unsqueeze(1)  # the same for every head
    mixed, weights = attention(
        split(layer.query(x)), split(layer.key(memory)), split(layer.value(memory)), mask
    )
    joined = mixed.reshape(batch, length, width)
    return layer.output(joined), weights
# endregion multi_head
