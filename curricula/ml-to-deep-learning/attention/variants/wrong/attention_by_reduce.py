# What: reaches PyTorch's attention by handing getattr around
# Fails: attention-oracle
# Hint: own-code
# region attention
    import functools

    ready = functools.reduce(getattr, ["functional", "scaled_dot_product_" + "attention"], nn)
    eye = torch.eye(key.shape[-2], dtype=key.dtype).expand(*key.shape[:-2], -1, -1)
    return ready(query, key, value, attn_mask=mask), ready(query, key, eye, attn_mask=mask)
# endregion attention
