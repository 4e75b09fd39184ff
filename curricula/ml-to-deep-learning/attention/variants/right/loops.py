# What: one head after the other, one sequence after the other, exp by hand, a training loop that sets the rate itself, and an answer in points
# region attention
    scores = (query.unsqueeze(-2) * key.unsqueeze(-3)).sum(dim=-1) / math.sqrt(query.shape[-1])
    allowed = torch.ones_like(scores, dtype=torch.bool) if mask is None else mask.expand_as(scores)
    top = scores.masked_fill(~allowed, -1e30).amax(dim=-1, keepdim=True).detach()
    powers = torch.where(allowed, scores - top, 0.0).exp() * allowed
    total = powers.sum(dim=-1, keepdim=True)
    weights = powers / torch.where(total > 0, total, 1.0)
    return weights.matmul(value), weights
# endregion attention
# region multi_head
    size = x.shape[-1] // layer.heads
    query, key, value = layer.query(x), layer.key(memory), layer.value(memory)
    outputs, tables = [], []
    for head in range(layer.heads):
        part = slice(head * size, (head + 1) * size)
        output, weights = attention(query[..., part], key[..., part], value[..., part], mask)
        outputs.append(output)
        tables.append(weights)
    return layer.output(torch.cat(outputs, dim=-1)), torch.stack(tables, dim=1)
# endregion multi_head
# region sinusoidal_positions
    rows = []
    for t in range(length):
        row = []
        for i in range(width):
            angle = t / 10000 ** (2 * (i // 2) / width)
            row.append(math.cos(angle) if i % 2 else math.sin(angle))
        rows.append(row)
    return torch.tensor(rows)
# endregion sinusoidal_positions
# region attention_mask
    mask = torch.zeros(len(lengths), size, size, dtype=torch.bool)
    for b, length in enumerate(lengths.tolist()):
        for t in range(size):
            mask[b, t, : min(length, t + 1) if causal else length] = True
    return mask
# endregion attention_mask
# region train_recall
    draw = torch.Generator()
    draw.manual_seed(seed)
    adam = torch.optim.Adam(net.parameters())
    total_batches = epochs * -(-len(query) // batch_size)
    t, history = 0, []
    for _ in range(epochs):
        order, losses = torch.randperm(len(query), generator=draw), []
        for start in range(0, len(order), batch_size):
            for group in adam.param_groups:
                group["lr"] = learning_rate * (1 + math.cos(math.pi * t / total_batches)) / 2
            rows = order[start : start + batch_size]
            logits = net(keys[rows], values[rows], query[rows])
            each = nn.functional.cross_entropy(logits, answer[rows], reduction="none")
            net.zero_grad()
            each.mean().backward()
            torch.nn.utils.clip_grad_norm_(list(net.parameters()), max_norm=1.0)
            adam.step()
            losses.append(each.detach())
            t += 1
        history.append(torch.cat(losses).mean().item())
    return history
# endregion train_recall
# region results
**Answer.** Attention learns the rule from rows; whoever knows the rule does as well or better. On the log it has 98.8 %
against 64.0 % for crosses (+34.8 points, 95 % interval 31.8 to 37.8 points), and against 100 % for features that know
the last write counts (−1.2 points). On plain recall a lookup ties with it.

| figure | value |
| --- | --- |
| plain_attention | 1.000 |
| plain_boosting | 0.366 |
| plain_lookup | 1.000 |
| plain_lookup_difference | 0.0000 |
| plain_lookup_low | 0.0000 |
| plain_lookup_high | 0.0000 |
| plain_lookup_verdict | no difference |
| log_attention | 0.988 |
| log_without_positions | 0.525 |
| log_slot_crosses | 0.640 |
| log_slot_crosses_difference | 0.3480 |
| log_slot_crosses_low | 0.3176 |
| log_slot_crosses_high | 0.3784 |
| log_slot_crosses_verdict | deep |
| log_state_crosses | 1.000 |
| log_state_crosses_difference | -0.0120 |
| log_state_crosses_low | -0.0188 |
| log_state_crosses_high | -0.0052 |
| log_state_crosses_verdict | classical |

Worst failure: log test row 739, value 1 read as 2.
# endregion results
