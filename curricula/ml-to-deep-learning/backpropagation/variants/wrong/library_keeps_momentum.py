# What: leaves momentum on, so the second step also repeats the first
# Fails: library-gradient
# Hint: library-settings
# region library_gradients
    weights = [parameter.data.copy() for parameter in model.parameters]
    net = MLPClassifier(tuple(model.sizes[1:-1]), solver="sgd", alpha=0.0, batch_size=len(x), learning_rate_init=1.0)
    net.partial_fit(x, y, classes=np.arange(model.sizes[-1]))
    net.coefs_, net.intercepts_ = [w.copy() for w in weights[0::2]], [b.copy() for b in weights[1::2]]
    net.partial_fit(x, y)
    after = [array for pair in zip(net.coefs_, net.intercepts_) for array in pair]
    return [before - moved for before, moved in zip(weights, after)]
# endregion library_gradients
