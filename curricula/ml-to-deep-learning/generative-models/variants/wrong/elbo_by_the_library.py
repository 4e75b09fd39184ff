# What: lets torch.distributions write the densities of task 2
# Fails: nearest-rows
# Hint: own-code
# region elbo
    from torch.distributions import Normal, kl_divergence

    q = Normal(mean, (0.5 * log_var).exp())
    fit = Normal(decoder(q.mean + q.stddev * draws), noise_std).log_prob(x).sum(dim=-1).mean(dim=0)
    return fit - kl_divergence(q, Normal(0.0, 1.0)).sum(dim=-1)
# endregion elbo
