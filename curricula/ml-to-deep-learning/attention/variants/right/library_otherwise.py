# What: sets the library's parameters by state dicts, looks at five tokens, and fills with -inf and mends NaN, whose gradient masked_fill stops
# region attention
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = scores.softmax(dim=-1)
    weights = torch.where(weights.isnan(), torch.zeros_like(weights), weights)
    return weights @ value, weights
# endregion attention
# region library_masks
    place = torch.arange(size)
    blocked = place[None, :] > place[:, None]
    return dict(key_padding_mask=~(place < lengths[:, None]), attn_mask=blocked if causal else None)
# endregion library_masks
# region library_heads
    width = layer.query.in_features
    heads = nn.MultiheadAttention(width, layer.heads, batch_first=True).to(layer.query.weight)
    heads.load_state_dict(
        {
            "in_proj_weight": torch.cat([layer.query.weight, layer.key.weight, layer.value.weight]),
            "in_proj_bias": torch.cat([layer.query.bias, layer.key.bias, layer.value.bias]),
            "out_proj.weight": layer.output.weight,
            "out_proj.bias": layer.output.bias,
        }
    )
    return heads
# endregion library_heads
# region experiment
    tokens = torch.arange(model.length).unsqueeze(0) % model.vocabulary
    other = tokens.clone()
    other[0, 5:] = (other[0, 5:] * 2 + 1) % model.vocabulary
    model.eval()
    outputs = []
    for asked in (tokens, other):
        torch.random.manual_seed(7)
        outputs.append(model(asked).detach()[0, :5])
    moved = float((outputs[0] - outputs[1]).norm() / outputs[0].norm())
    return Finding("future-visible", moved > 1e-3, moved)
# endregion experiment
