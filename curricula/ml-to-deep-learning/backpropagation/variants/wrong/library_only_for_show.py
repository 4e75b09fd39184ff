# What: calls the library and returns the gradients of the own engine
# Fails: library-gradient
# Hint: library-call
# region library_gradients
    from deepbridge.engine import cross_entropy

    MLPClassifier((2,), solver="sgd", batch_size=len(x)).partial_fit(x, y, classes=np.arange(model.sizes[-1]))
    for parameter in model.parameters:
        parameter.zero_grad()
    cross_entropy(model(x), y).backward()
    return [parameter.grad.copy() for parameter in model.parameters]
# endregion library_gradients
