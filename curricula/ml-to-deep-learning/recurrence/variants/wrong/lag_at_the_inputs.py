# What: measures the gradient at the inputs instead of the states
# Fails: lag-norms
# Hint: lag-gradient
# region grad_norm_vs_lag
    x = x.detach().requires_grad_()
    h = h0
    for step in range(x.shape[1]):
        h = cell(x[:, step], h, *weights)
    (gradient,) = torch.autograd.grad((h * direction).sum(), x)
    norms = gradient.norm(dim=(0, 2)).flip(0)
    return torch.cat([direction.norm()[None], norms])
# endregion grad_norm_vs_lag
