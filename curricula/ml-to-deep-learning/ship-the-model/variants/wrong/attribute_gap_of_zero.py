# What: returns a gap of zero, which fine steps nearly have
# Fails: captum
# Hint: attribute-call
# region attribute
    from captum.attr import IntegratedGradients

    model.eval()
    values = IntegratedGradients(model).attribute(x, baselines=baseline, target=target, n_steps=steps)
    return Attribution(values.detach().to(x.dtype), torch.zeros(len(x)))
# endregion attribute
