# What: gives all sequences the mask of the first
# Fails: heads-oracle
# Hint: heads-mask
# region multi_head
    batch, length, width = x.shape

    def split(projected: Tensor) -> Tensor:
        """(b, t, width) -> (b, heads, t, width / heads)."""
        return projected.view(batch, -1, layer.heads, width // layer.heads).transpose(1, 2)

    if mask is not None and mask.dim() == 3:
        mask = mask[:1]  # the same for every head
    mixed, weights = attention(
        split(layer.query(x)), split(layer.key(memory)), split(layer.value(memory)), mask
    )
    joined = mixed.transpose(1, 2).reshape(batch, length, width)
    return layer.output(joined), weights
# endregion multi_head
