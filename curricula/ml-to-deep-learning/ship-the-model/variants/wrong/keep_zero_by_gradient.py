# What: sets the gradients to zero instead of the weights
# Fails: stays-zero
# Hint: keep-zero
# region keep_zero
    parameters = dict(model.named_parameters())
    for name, mask in masks.items():
        gradient = parameters[name].grad
        if gradient is not None:
            gradient.mul_(mask)
# endregion keep_zero
