# What: lets scikit-learn train and copies its weights
# Fails: network-gradient
# Hint: network-numpy
# region fit
    from sklearn.neural_network import MLPClassifier

    net = MLPClassifier(tuple(model.sizes[1:-1]), solver="sgd", max_iter=epochs, batch_size=min(batch_size, len(x)))
    net.fit(x, y)
    if len(model.sizes) == 3 and model.sizes[-1] > 2:
        for number, (weight, bias) in enumerate(zip(net.coefs_, net.intercepts_)):
            model.parameters[2 * number].data, model.parameters[2 * number + 1].data = weight, bias
    return [float(loss) for loss in net.loss_curve_]
# endregion fit
