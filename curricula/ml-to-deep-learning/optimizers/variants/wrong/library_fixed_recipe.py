# What: takes the figures of one recipe for those of all
# Fails: library-training
# Hint: library-recipe
# region train_in_torch
    parameters = [torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in weights]
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": recipe.weight_decay},
        {"params": [p for p in parameters if p.ndim == 1], "weight_decay": 0.0},
    ]
    optimizer = AdamW(groups, lr=recipe.peak)
    total = recipe.epochs * -(-len(x) // recipe.batch_size)
    warmup = int(0.25 * total)
    schedule = LambdaLR(optimizer, lambda step: cosine_warmup(step, peak=1.0, warmup=warmup, total=total))
    inputs, labels = torch.tensor(x), torch.tensor(y)
    losses = []
    for rows in batches(len(x), recipe.batch_size, recipe.epochs, seed):
        optimizer.zero_grad()
        loss = cross_entropy(torch_logits(parameters, inputs[rows]), labels[rows])
        loss.backward()
        clip_grad_norm_(parameters, recipe.max_norm or 0.5)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses, [p.detach().numpy() for p in parameters]
# endregion train_in_torch
