# What: lists the norms from h0 on, so lag 0 stands at the end
# Fails: lag-norms
# Hint: lag-order
# region grad_norm_vs_lag
    states = [h0.detach().requires_grad_()]
    for step in range(x.shape[1]):
        states.append(cell(x[:, step], states[-1], *weights))
    gradients = torch.autograd.grad((states[-1] * direction).sum(), states)
    return torch.stack([gradient.norm() for gradient in gradients]).detach()
# endregion grad_norm_vs_lag
