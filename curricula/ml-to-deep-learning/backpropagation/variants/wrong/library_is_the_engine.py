# What: returns the gradients of the own engine and never asks the library
# Fails: library-gradient
# Hint: library-call
# region library_gradients
    from deepbridge.engine import cross_entropy

    for parameter in model.parameters:
        parameter.zero_grad()
    cross_entropy(model(x), y).backward()
    return [parameter.grad.copy() for parameter in model.parameters]
# endregion library_gradients
