# What: lets captum do the work of the own loop
# Fails: captum
# Hint: gradients-own
# region integrated_gradients
    from captum.attr import IntegratedGradients

    training = model.training
    model.eval()
    values = IntegratedGradients(model).attribute(x, baselines=baseline, target=target, n_steps=steps)
    model.train(training)
    return values.detach().to(x.dtype)
# endregion integrated_gradients
