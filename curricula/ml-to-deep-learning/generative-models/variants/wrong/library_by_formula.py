# What: writes the divergence as a formula beside the library
# Fails: library-bound
# Hint: library-call
# region library_elbo
    z = mean + (0.5 * log_var).exp() * draws
    fit = Independent(Normal(decoder(z), noise_std), 1).log_prob(x).mean(dim=0)
    return fit - 0.5 * (mean.square() + log_var.exp() - log_var - 1.0).sum(dim=1)
# endregion library_elbo
