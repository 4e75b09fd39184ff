# What: turns the mask around
# Fails: library-attention
# Hint: library-true
# region library_attention
    turned = None if mask is None else ~mask
    return F.scaled_dot_product_attention(query, key, value, attn_mask=turned)
# endregion library_attention
