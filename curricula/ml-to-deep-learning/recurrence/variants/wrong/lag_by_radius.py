# What: gives powers of the spectral radius and measures nothing
# Fails: lag-norms
# Hint: lag-gradient
# region grad_norm_vs_lag
    radius = torch.linalg.eigvals(weights[1]).abs().max()
    return direction.norm() * radius ** torch.arange(x.shape[1] + 1)
# endregion grad_norm_vs_lag
