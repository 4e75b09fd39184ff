# What: asks captum in the mode in which the model comes
# Fails: captum
# Hint: attribute-mode
# region attribute
    from captum.attr import IntegratedGradients

    values, gap = IntegratedGradients(model).attribute(
        x, baselines=baseline, target=target, n_steps=steps, return_convergence_delta=True
    )
    return Attribution(values.detach().to(x.dtype), torch.as_tensor(gap).detach())
# endregion attribute
