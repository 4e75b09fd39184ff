# What: takes gradient times input
# Fails: gradients-hand-example
# Hint: gradients-path
# region integrated_gradients
    training = model.training
    model.eval()
    total = torch.zeros_like(x)
    for step in range(steps):
        point = (baseline + (x - baseline)).detach().requires_grad_(True)
        score = model(point).gather(1, target[:, None]).sum()
        (gradient,) = torch.autograd.grad(score, point)
        total += gradient
    model.train(training)
    return ((x - baseline) * total / steps).detach()
# endregion integrated_gradients
