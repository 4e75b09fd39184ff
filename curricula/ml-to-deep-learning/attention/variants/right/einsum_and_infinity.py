# What: einsum, an additive mask, rows that may attend to nothing opened before softmax, Linear layers cut by unflatten, and an experiment by gradients
# region attention
    scores = torch.einsum("...nd,...md->...nm", query, key) * query.shape[-1] ** -0.5
    if mask is not None:
        alive = mask.any(dim=-1, keepdim=True)
        blocked = torch.where(mask | ~alive, 0.0, -math.inf).to(scores)
        scores = scores + blocked
        weights = torch.softmax(scores, dim=-1) * alive
    else:
        weights = torch.softmax(scores, dim=-1)
    return torch.einsum("...nm,...mc->...nc", weights, value), weights
# endregion attention
# region multi_head
    per_head = (layer.heads, -1)
    query = layer.query(x).unflatten(-1, per_head).permute(0, 2, 1, 3)
    key = layer.key(memory).unflatten(-1, per_head).permute(0, 2, 1, 3)
    value = layer.value(memory).unflatten(-1, per_head).permute(0, 2, 1, 3)
    shared = mask if mask is None or mask.ndim == 2 else mask[:, None]
    mixed, weights = attention(query, key, value, shared)
    return layer.output(mixed.permute(0, 2, 1, 3).flatten(2)), weights
# endregion multi_head
# region sinusoidal_positions
    even = torch.arange(0, width, 2)
    angle = torch.outer(torch.arange(length).float(), torch.exp(-math.log(10000.0) * even / width))
    return torch.stack([torch.sin(angle), torch.cos(angle)], dim=2).flatten(1)
# endregion sinusoidal_positions
# region attention_mask
    place = torch.arange(size)
    mask = (place[None, None, :] < lengths[:, None, None]).repeat(1, size, 1)
    if causal:
        mask &= place[None, None, :] <= place[None, :, None]
    return mask
# endregion attention_mask
# region encoder_block
    attended, weights = multi_head(block.attend, block.norm1(x), block.norm1(x), mask)
    middle = x + attended
    return middle + block.narrow(nn.functional.relu(block.widen(block.norm2(middle)))), weights
# endregion encoder_block
# region attention_map
    weights = net.encode(keys, values, query)[1].detach()
    heads = weights.shape[1]
    return sum((weights[:, head, -1, : keys.shape[1]] for head in range(heads)), torch.zeros(1)) / heads
# endregion attention_map
# region experiment
    tokens = torch.arange(model.length).unsqueeze(0) % model.vocabulary
    model.eval()
    torch.manual_seed(0)
    logits = model(tokens)
    worst = 0.0
    for t in (0, model.length // 2, model.length - 2):
        (gradient,) = torch.autograd.grad((logits[0, t] ** 2).sum(), model.position, retain_graph=True)
        later, all_places = gradient[t + 1 :].abs().max(), gradient.abs().max()
        worst = max(worst, float(later / all_places.clamp_min(1e-30)))
    return Finding("future-visible", worst > 1e-6, worst)
# endregion experiment
