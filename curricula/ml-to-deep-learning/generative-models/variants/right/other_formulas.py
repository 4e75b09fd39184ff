# What: rows subtracted by broadcasting, draws in a loop, both questions of guidance in one call, a table of deviations
# region nearest_train
    difference = samples.unsqueeze(1) - train.unsqueeze(0)
    distance = torch.linalg.vector_norm(difference, dim=2)
    return distance.amin(dim=1), distance.argmin(dim=1)
# endregion nearest_train
# region elbo
    n_draws, d = draws.shape[0], x.shape[1]
    std = torch.exp(log_var / 2)
    total = torch.zeros(len(x), dtype=x.dtype)
    for draw in draws:
        error = (x - decoder((mean + std * draw).unsqueeze(0)).squeeze(0)) / noise_std
        total = total - 0.5 * torch.einsum("nd,nd->n", error, error)
    constant = d * (math.log(noise_std) + 0.5 * math.log(2 * math.pi))
    divergence = -0.5 * torch.sum(1 + log_var - mean**2 - std**2, dim=-1)
    return total / n_draws - constant - divergence
# endregion elbo
# region noised
    a = torch.index_select(schedule.alpha_bars, 0, t).unsqueeze(-1)
    return torch.sqrt(a) * x + torch.sqrt(1 - a) * noise
# endregion noised
# region ddpm_loss
    n = x.shape[0]
    t = torch.randint(0, schedule.n_steps, size=(n,), generator=generator)
    noise = torch.randn(n, x.shape[1], generator=generator, dtype=x.dtype)
    shown = labels.clone()
    shown[torch.rand(n, generator=generator) < drop] = null_label
    return torch.nn.functional.mse_loss(model(noised(x, t, noise, schedule), t, shown), noise)
# endregion ddpm_loss
# region guidance
    null = torch.full_like(labels, null_label)
    both = model(torch.cat([x, x]), torch.cat([t, t]), torch.cat([null, labels]))
    without, full = both.chunk(2)
    return (1 - weight) * without + weight * full
# endregion guidance
# region sample
    n = labels.shape[0]
    x = torch.randn(n, n_features, generator=generator)
    alphas, bars = 1 - schedule.betas, schedule.alpha_bars
    before = torch.cat([torch.ones(1), bars[:-1]])
    deviations = torch.sqrt(schedule.betas * (1 - before) / (1 - bars))
    with torch.inference_mode():
        for k in range(schedule.n_steps - 1, -1, -1):
            e = guidance(model, x, torch.tensor([k]).repeat(n), labels, null_label, weight)
            x = torch.rsqrt(alphas[k]) * (x - schedule.betas[k] * torch.rsqrt(1 - bars[k]) * e)
            if k:
                x = x + deviations[k] * torch.randn(x.shape, generator=generator)
    return x.clone()
# endregion sample
# region library_elbo
    from torch.distributions import MultivariateNormal

    std = torch.exp(0.5 * log_var)
    q = MultivariateNormal(mean, scale_tril=torch.diag_embed(std))
    prior = MultivariateNormal(torch.zeros_like(mean), scale_tril=torch.diag_embed(torch.ones_like(std)))
    pixels = Normal(decoder(mean + std * draws), noise_std)
    return pixels.log_prob(x).sum(dim=-1).mean(dim=0) - kl_divergence(q, prior)
# endregion library_elbo
# region experiment
    last = torch.tensor([process.n_steps - 1]).repeat(len(x))
    left = process.noised(x, last, torch.zeros_like(x))  # without noise only the data's share comes out
    share = float(left.norm() / x.norm())
    return Finding("signal-left-at-the-end", share > 0.2, share)
# endregion experiment
