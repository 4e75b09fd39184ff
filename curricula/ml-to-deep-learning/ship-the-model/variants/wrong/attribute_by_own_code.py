# What: calls captum and returns its own attributions
# Fails: captum
# Hint: attribute-call
# region attribute
    from captum.attr import IntegratedGradients

    from deepbridge.ship import integrated_gradients

    model.eval()
    _, gap = IntegratedGradients(model).attribute(
        x, baselines=baseline, target=target, n_steps=steps, return_convergence_delta=True
    )
    values = integrated_gradients(model, x, target, baseline, 300)
    with torch.no_grad():
        rise = (model(x) - model(baseline)).gather(1, target[:, None])[:, 0]
    return Attribution(values, values.flatten(1).sum(dim=1) - rise + 0 * gap)
# endregion attribute
