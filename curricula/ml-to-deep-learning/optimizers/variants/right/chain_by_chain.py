# What: batch norm by the chain of the paper, torch with rates set by hand, an experiment on two pairs of steps
# region forward
        if training:
            count = x.shape[0]
            mean = np.sum(x, axis=0) / count
            centered = x - mean
            variance = np.sum(centered * centered, axis=0) / count
            self.running_mean = self.running_mean + self.momentum * (mean - self.running_mean)
            unbiased = np.var(x, axis=0, ddof=1)
            self.running_var = self.running_var + self.momentum * (unbiased - self.running_var)
            self.kept = (centered, variance)
        else:
            centered, variance = x - self.running_mean, self.running_var
        return centered * (self.gamma / np.sqrt(variance + self.eps)) + self.beta
# endregion forward
# region backward
        centered, variance = self.kept
        n = len(gradient)
        root = np.sqrt(variance + self.eps)
        d_hat = gradient * self.gamma
        d_variance = np.sum(d_hat * centered, axis=0) * -0.5 * root**-3
        d_mean = np.sum(d_hat, axis=0) * (-1.0 / root) - 2.0 * d_variance * centered.mean(axis=0)
        d_x = d_hat / root + d_variance * 2.0 * centered / n + d_mean / n
        return BatchNormGradients(d_x, np.sum(gradient * centered / root, axis=0), np.sum(gradient, axis=0))
# endregion backward
# region train_in_torch
    parameters = [torch.nn.Parameter(torch.tensor(np.array(w))) for w in weights]
    steps = list(batches(len(x), recipe.batch_size, recipe.epochs, seed))
    optimizer = torch.optim.AdamW(parameters[0::2], lr=recipe.peak, weight_decay=recipe.weight_decay)
    optimizer.add_param_group({"params": parameters[1::2], "weight_decay": 0})
    losses = []
    for t, rows in enumerate(steps):
        for group in optimizer.param_groups:
            group["lr"] = cosine_warmup(
                t, peak=recipe.peak, warmup=int(recipe.warmup * len(steps)), total=len(steps)
            )
        loss = cross_entropy(torch_logits(parameters, torch.tensor(x[rows])), torch.tensor(y[rows]))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if recipe.max_norm:
            torch.nn.utils.clip_grad_norm_(parameters, recipe.max_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses, [p.data.numpy().copy() for p in parameters]
# endregion train_in_torch
# region experiment
    rows = np.arange(len(trainer.x))
    seen = []
    for _ in range(5):
        plan = trainer.planned_rate()
        old = np.concatenate([w.ravel() for w in trainer.weights.values()])
        trainer.step(rows)
        new = np.concatenate([w.ravel() for w in trainer.weights.values()])
        used = np.concatenate([trainer.gradients[name].ravel() for name in trainer.weights])
        entry = int(np.abs(used).argmax())
        if plan and used[entry]:
            seen.append((old - new)[entry] / used[entry] / plan)
    steady = all(abs(share - seen[0]) <= 1e-4 * abs(seen[0]) for share in seen)
    stopped = bool(seen) and max(seen) == 0
    return Finding("schedule-counts-steps", stopped or not steady, max(seen, default=0.0) - min(seen, default=0.0))
# endregion experiment
