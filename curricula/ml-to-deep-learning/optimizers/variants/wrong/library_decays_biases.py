# What: decays the biases too
# Fails: library-training
# Hint: library-groups
# region train_in_torch
    parameters = [torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in weights]
    features, labels = torch.tensor(x, dtype=torch.float64), torch.tensor(y)
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": recipe.weight_decay},
        {"params": [p for p in parameters if p.ndim == 1], "weight_decay": recipe.weight_decay},
    ]
    total = recipe.epochs * -(-len(x) // recipe.batch_size)
    warmup = int(recipe.warmup * total)
    optimizer = AdamW(groups, lr=recipe.peak)
    schedule = LambdaLR(optimizer, lambda t: cosine_warmup(t, peak=1.0, warmup=warmup, total=total))
    losses: list[float] = []
    for rows in batches(len(x), recipe.batch_size, recipe.epochs, seed):
        optimizer.zero_grad()
        loss = cross_entropy(torch_logits(parameters, features[rows]), labels[rows])
        loss.backward()
        if recipe.max_norm is not None:
            clip_grad_norm_(parameters, recipe.max_norm)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses, [p.detach().numpy() for p in parameters]
# endregion train_in_torch
