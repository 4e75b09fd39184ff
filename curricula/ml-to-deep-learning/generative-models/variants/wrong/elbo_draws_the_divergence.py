# What: estimates the divergence from the draws
# Fails: bound-hand-example
# Hint: elbo-closed
# region elbo
    std = (0.5 * log_var).exp()
    z = mean + std * draws
    squared = (x - decoder(z)).square().sum(dim=-1) / noise_std**2
    log_likelihood = -0.5 * (squared + x.shape[1] * math.log(2.0 * math.pi * noise_std**2))
    log_ratio = 0.5 * (z.square() - draws.square() - log_var).sum(dim=-1)
    return (log_likelihood - log_ratio).mean(dim=0)
# endregion elbo
