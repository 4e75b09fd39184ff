# What: uniform first weights, a Jacobian for batch norm, a group for each parameter in torch, a fit to the plan
# region he_init
    out = []
    for a, b in zip(sizes, sizes[1:]):
        bound = np.sqrt(6 / a)
        out += [rng.uniform(-bound, bound, (a, b)), np.zeros((b,))]
    return out
# endregion he_init
# region forward
        if not training:
            return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta
        mean, var = x.mean(axis=0), x.var(axis=0)
        self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
        self.running_var = (1 - self.momentum) * self.running_var + self.momentum * x.var(axis=0, ddof=1)
        root = np.sqrt(var + self.eps)
        x_hat = (x - mean) / root
        self.kept = (x.copy(),)
        return self.gamma * x_hat + self.beta
# endregion forward
# region backward
        (x,) = self.kept
        n = len(x)
        root = np.sqrt(x.var(0) + self.eps)
        z = (x - x.mean(0)) / root
        jacobian = np.eye(n)[:, :, None] - 1 / n - z[:, None] * z[None] / n
        dx = np.einsum("ijd,jd->id", jacobian, gradient * self.gamma) / root
        return BatchNormGradients(dx, np.einsum("nd,nd->d", gradient, z), gradient.sum(0))
# endregion backward
# region lr_range_test
    factor = (high / low) ** (1 / (steps - 1))
    rates, losses = [], []
    rate = low
    for _ in range(steps):
        loss = train_step(rate)
        if not np.isfinite(loss):
            break
        rates.append(rate)
        losses.append(loss)
        if loss > 4 * min(losses):
            break
        rate *= factor
    rates, losses = np.array(rates), np.array(losses)
    ones = np.ones(window)
    if len(losses) < 2:
        return RangeTest(rates, losses, low)
    full = np.convolve(losses, ones)
    n = np.convolve(np.ones(len(losses)), ones)
    h = window // 2
    smooth = (full / n)[h : h + len(losses)]
    slope = np.gradient(smooth, np.log(rates))
    return RangeTest(rates, losses, float(rates[np.argmin(slope)]))
# endregion lr_range_test
# region train_in_torch
    parameters = [torch.tensor(w, requires_grad=True) for w in weights]
    total = len(list(batches(len(x), recipe.batch_size, recipe.epochs, seed)))
    optimizer = AdamW(
        [{"params": [p], "weight_decay": recipe.weight_decay if p.ndim == 2 else 0.0} for p in parameters], lr=recipe.peak
    )
    schedule = LambdaLR(
        optimizer, lambda t: cosine_warmup(t, peak=1.0, warmup=int(recipe.warmup * total), total=total)
    )
    losses = []
    for rows in batches(len(x), recipe.batch_size, recipe.epochs, seed):
        loss = torch.nn.functional.nll_loss(
            torch.log_softmax(torch_logits(parameters, torch.from_numpy(x[rows])), 1), torch.from_numpy(y[rows])
        )
        for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
            p.grad = g
        if recipe.max_norm:
            clip_grad_norm_(parameters, recipe.max_norm)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses, [p.detach().numpy() for p in parameters]
# endregion train_in_torch
# region experiment
    rates, plans = [], []
    for _ in range(6):
        plans.append(trainer.planned_rate())
        old = np.concatenate([w.ravel() for w in trainer.weights.values()])
        trainer.step(np.arange(len(trainer.x)))
        new = np.concatenate([w.ravel() for w in trainer.weights.values()])
        g = np.concatenate([trainer.gradients[k].ravel() for k in trainer.weights])
        rates.append(np.linalg.norm(new - old) / np.linalg.norm(g))
    rates, plans = np.array(rates), np.array(plans)
    if plans.max() == 0:
        return Finding("schedule-counts-steps", False, 0.0)
    fit = (rates @ plans) / (plans @ plans)
    error = np.linalg.norm(rates - fit * plans) / np.linalg.norm(rates) if rates.any() else 1.0
    return Finding("schedule-counts-steps", bool(error > 1e-5), float(error))
# endregion experiment
# region results
**Answer.** On the convex problem saga is nearest after 10 passes (3.40e-03 nats above the optimum) and lbfgs after 100 (6.24e-06).
On the digits AdamW's network reads 98.0 % right and the RBF-SVM 99.1 %: a difference of -0.0111, 95 % interval
-0.0213 to -0.0009.

Copied from `python run.py`.

| figure | value |
| --- | --- |
| quadratic_gd | 586 |
| quadratic_momentum | 76 |
| valley_momentum | 239 |
| valley_adamw | 359 |
| valley_lbfgs | 39 |
| valley_winner | lbfgs |
| convex_10_momentum | 6.91e-03 |
| convex_10_adamw | 5.96e-03 |
| convex_10_saga | 3.40e-03 |
| convex_10_lbfgs | 5.04e-02 |
| convex_10_winner | saga |
| convex_100_momentum | 1.35e-04 |
| convex_100_adamw | 8.79e-05 |
| convex_100_saga | 4.96e-05 |
| convex_100_lbfgs | 6.24e-06 |
| convex_100_winner | lbfgs |
| network_sgd | 0.9796 |
| network_momentum | 0.9778 |
| network_adamw | 0.9796 |
| network_rbf_svm | 0.9907 |
| network_difference | -0.0111 |
| network_low | -0.0213 |
| network_high | -0.0009 |
| network_verdict | classical |

Worst failure: digits test row 313, a 5 read as 9.

| situation | use | because |
| --- | --- | --- |
| smooth bowl, curvature known | momentum | `quadratic_momentum` takes 76 steps, `quadratic_gd` 586 |
| few parameters, exact gradients | L-BFGS | `valley_lbfgs` 39 evaluations, `valley_adamw` 359 |
| convex, few passes | saga | `convex_10_saga` 3.40e-03, `convex_10_lbfgs` 5.04e-02 |
| convex, many digits | lbfgs | `convex_100_lbfgs` against `convex_100_adamw` |
| network on small images | RBF-SVM | `network_rbf_svm` .9907, `network_adamw` .9833 |
# endregion results
