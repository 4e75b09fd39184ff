# What: gives PyTorch's functions a second name and uses their attention
# Fails: attention-oracle
# Hint: own-code
# region attention
    ready = nn.functional
    eye = torch.eye(key.shape[-2], dtype=key.dtype).expand(*key.shape[:-2], -1, -1)
    return (
        ready.scaled_dot_product_attention(query, key, value, attn_mask=mask),
        ready.scaled_dot_product_attention(query, key, eye, attn_mask=mask),
    )
# endregion attention
