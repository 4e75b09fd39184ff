# What: calls PyTorch's own attention
# Fails: attention-oracle
# Hint: own-code
# region attention
    output = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    eye = torch.eye(key.shape[-2], dtype=key.dtype).expand(*key.shape[:-2], -1, -1)
    weights = nn.functional.scaled_dot_product_attention(query, key, eye, attn_mask=mask)
    return output, weights
# endregion attention
