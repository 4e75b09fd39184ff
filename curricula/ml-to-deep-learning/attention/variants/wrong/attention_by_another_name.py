# What: imports PyTorch's attention under another name
# Fails: attention-oracle
# Hint: own-code
# region attention
    from torch.nn.functional import scaled_dot_product_attention as mix

    eye = torch.eye(key.shape[-2], dtype=key.dtype).expand(*key.shape[:-2], -1, -1)
    return mix(query, key, value, attn_mask=mask), mix(query, key, eye, attn_mask=mask)
# endregion attention
