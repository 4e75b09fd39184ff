# What: forgets that a row is one event
# Fails: library-bound
# Hint: library-events
# region library_elbo
    q = Normal(mean, (0.5 * log_var).exp())
    prior = Normal(torch.zeros_like(mean), torch.ones_like(mean))
    z = q.mean + q.stddev * draws
    return Normal(decoder(z), noise_std).log_prob(x).mean(dim=(0, 2)) - kl_divergence(q, prior).mean(dim=1)
# endregion library_elbo
