# What: adds the divergence instead of subtracting it
# Fails: bound-hand-example
# Hint: elbo-terms
# region elbo
    z = mean + (0.5 * log_var).exp() * draws
    squared = (x - decoder(z)).square().sum(dim=-1) / noise_std**2
    log_likelihood = -0.5 * (squared + x.shape[1] * math.log(2.0 * math.pi * noise_std**2))
    divergence = 0.5 * (mean.square() + log_var.exp() - log_var - 1.0).sum(dim=1)
    return log_likelihood.mean(dim=0) + divergence
# endregion elbo
