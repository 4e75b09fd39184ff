# What: float64 distances, likelihood by torch's gaussian_nll_loss, steps back by way of the estimated digit
# region nearest_train
    distances, rows = [], []
    for row in samples.double():
        each = (train.double() - row).pow(2).sum(dim=1).sqrt()
        distances.append(each.min())
        rows.append(each.argmin())
    return torch.stack(distances), torch.stack(rows)
# endregion nearest_train
# region elbo
    made = decoder(mean + draws * torch.exp(0.5 * log_var))
    variance = torch.full_like(made, noise_std**2)
    surprise = torch.nn.functional.gaussian_nll_loss(
        made, x.expand_as(made), variance, full=True, eps=1e-12, reduction="none"
    )
    divergence = 0.5 * (mean**2 + torch.exp(log_var) - log_var - 1).sum(-1)
    return -surprise.sum(-1).mean(0) - divergence
# endregion elbo
# region sample
    x = torch.randn((len(labels), n_features), generator=generator)
    for step in reversed(range(schedule.n_steps)):
        b, a = schedule.betas[step], schedule.alpha_bars[step]
        before = schedule.alpha_bars[step - 1] if step > 0 else torch.tensor(1.0)
        with torch.no_grad():
            e = guidance(model, x, torch.full_like(labels, step), labels, null_label, weight)
        clean = (x - (1 - a).sqrt() * e) / a.sqrt()
        x = before.sqrt() * b / (1 - a) * clean + (1 - b).sqrt() * (1 - before) / (1 - a) * x
        if step > 0:
            x = x + (b * (1 - before) / (1 - a)).sqrt() * torch.randn(x.shape, generator=generator)
    return x
# endregion sample
# region library_elbo
    q = Normal(mean, log_var.mul(0.5).exp())
    fit = Normal(decoder(q.mean + q.stddev * draws), noise_std).log_prob(x).sum(dim=-1)
    return fit.mean(dim=0) - kl_divergence(q, Normal(0.0, 1.0)).sum(dim=-1)
# endregion library_elbo
# region experiment
    last = torch.full((len(x),), process.n_steps - 1)
    end = process.noised(x, last, torch.randn(x.shape, generator=generator))
    away = x - x.mean(dim=0)
    slope = float((away * end).sum() / away.square().sum())
    return Finding("signal-left-at-the-end", slope > 0.2, slope)
# endregion experiment
