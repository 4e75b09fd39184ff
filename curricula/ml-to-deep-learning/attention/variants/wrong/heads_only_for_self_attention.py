# What: takes keys and values from x
# Fails: heads-shape
# Hint: heads-shape
# region multi_head
    batch, length, width = x.shape

    def split(projected: Tensor) -> Tensor:
        """(b, t, width) -> (b, heads, t, width / heads)."""
        return projected.view(batch, -1, layer.heads, width // layer.heads).transpose(1, 2)

    if mask is not None and mask.dim() == 3:
        mask = mask.unsqueeze(1)  # the same for every head
    mixed, weights = attention(
        split(layer.query(x)), split(layer.key(x)), split(layer.value(x)), mask
    )
    joined = mixed.transpose(1, 2).reshape(batch, length, width)
    return layer.output(joined), weights
# endregion multi_head
