# What: calls the library and returns gradients by closed formulas
# Fails: library-gradient
# Hint: library-call
# region library_gradients
    MLPClassifier((2,), solver="sgd", batch_size=len(x)).partial_fit(x, y, classes=np.arange(model.sizes[-1]))
    weights = [parameter.data for parameter in model.parameters]
    activations = [x]
    for weight, bias in zip(weights[:-2:2], weights[1:-2:2]):
        activations.append(np.maximum(activations[-1] @ weight + bias, 0.0))
    logits = activations[-1] @ weights[-2] + weights[-1]
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    delta = (p / p.sum(axis=1, keepdims=True) - np.eye(p.shape[1])[y]) / len(y)
    gradients: list[Array] = []
    for layer in reversed(range(len(activations))):
        gradients[:0] = [activations[layer].T @ delta, delta.sum(axis=0)]
        delta = (delta @ weights[2 * layer].T) * (activations[layer] > 0)
    return gradients
# endregion library_gradients
