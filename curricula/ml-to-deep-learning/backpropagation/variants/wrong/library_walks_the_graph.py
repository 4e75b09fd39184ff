# What: calls the library and returns the gradients of the own engine's rules
# Fails: library-gradient
# Hint: library-call
# region library_gradients
    from deepbridge.engine import cross_entropy

    MLPClassifier((2,), solver="sgd", batch_size=len(x)).partial_fit(x, y, classes=np.arange(model.sizes[-1]))
    arrived = {}

    def send(node, gradient):
        arrived[id(node)] = arrived.get(id(node), 0.0) + gradient
        if node.grad_fn is not None:
            for parent, share in zip(node.parents, node.grad_fn(gradient)):
                send(parent, share)

    send(cross_entropy(model(x), y), np.array(1.0))
    return [arrived[id(parameter)] for parameter in model.parameters]
# endregion library_gradients
