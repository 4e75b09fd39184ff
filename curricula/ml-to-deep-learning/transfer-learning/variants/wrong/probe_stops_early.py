# What: stops after the 20 iterations of the default
# Fails: probe
# Hint: probe-fit
# region linear_probe
    x, labels = torch.from_numpy(features).double(), torch.from_numpy(y)
    weight = torch.zeros(classes, x.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(classes, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [weight, bias],
        tolerance_grad=1e-7,
        tolerance_change=1e-10,
        line_search_fn="strong_wolfe",
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(x @ weight.T + bias, labels)
        loss = loss + (weight**2).sum() / (2 * c * len(x))
        loss.backward()
        return loss

    optimizer.step(closure)  # pyright: ignore[reportArgumentType]
    return Probe(weight.detach().numpy(), bias.detach().numpy())
# endregion linear_probe
