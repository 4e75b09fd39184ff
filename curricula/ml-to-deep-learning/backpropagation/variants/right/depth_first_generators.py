# What: a depth-first walk with iterators, shares added in place into copies, norms in the experiment
# region unbroadcast
    from itertools import zip_longest

    keep = [length for length, _ in zip_longest(reversed(shape), range(gradient.ndim), fillvalue=None)][::-1]
    total = np.array(gradient)
    for axis, length in enumerate(keep):
        if length in (1, None):
            total = np.add.reduce(total, axis=axis, keepdims=True)
    return total.reshape(shape)
# endregion unbroadcast
# region elementwise
    match name:
        case "relu":
            positive = x > 0
            return x * positive, positive * 1.0
        case "tanh":
            high = np.exp(-2.0 * np.abs(x))
            value = np.sign(x) * (1.0 - high) / (1.0 + high)
            return value, 4.0 * high / (1.0 + high) ** 2
        case "exp":
            return np.exp(x), np.exp(x)
        case _:
            return np.log(x), 1 / x
# endregion elementwise
# region __mul__
        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            pairs = ((other, self), (self, other))
            return tuple(unbroadcast(gradient * factor.data, target.shape) for factor, target in pairs)

        return Tensor(np.multiply(self.data, other.data), (self, other), grad_fn)
# endregion __mul__
# region backward
        import itertools

        finished: list[Tensor] = []
        seen = {id(self)}
        path = [(self, iter(self.parents))]
        while path:
            tensor, parents = path[-1]
            for parent in parents:
                if id(parent) not in seen:
                    seen.add(id(parent))
                    path.append((parent, iter(parent.parents)))
                    break
            else:
                finished.append(path.pop()[0])

        flow = {id(tensor): np.zeros_like(tensor.data) for tensor in finished}
        flow[id(self)] += 1.0
        for tensor in itertools.chain(reversed(finished)):
            gradient = flow[id(tensor)]
            tensor.grad += gradient
            if tensor.grad_fn is None:
                continue
            for parent, share in zip(tensor.parents, tensor.grad_fn(gradient.copy())):
                flow[id(parent)] += share
# endregion backward
# region cross_entropy
    n = logits.shape[0]
    top = logits.data.max(axis=1, keepdims=True)
    log_sum = top + np.log(np.sum(np.exp(logits.data - top), axis=1, keepdims=True))
    p = np.exp(logits.data - log_sum)

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        result = p * (gradient / n)
        np.subtract.at(result, (np.arange(n), labels), gradient / n)
        return (result,)

    losses = log_sum[:, 0] - np.take_along_axis(logits.data, labels[:, None], axis=1)[:, 0]
    return Tensor(losses.sum() / n, (logits,), grad_fn)
# endregion cross_entropy
# region library_gradients
    net = MLPClassifier(
        tuple(model.sizes[1:-1]), solver="sgd", alpha=0.0, batch_size=len(x), learning_rate_init=1.0, momentum=0.0,
        nesterovs_momentum=False, shuffle=False, random_state=0,
    )
    net.partial_fit(x, y, classes=np.arange(model.sizes[-1]))
    before = [parameter.data.copy() for parameter in model.parameters]
    net.coefs_ = [weight.copy() for weight in before[::2]]
    net.intercepts_ = [bias.copy() for bias in before[1::2]]
    net.partial_fit(x, y)
    gradients = []
    for weight, bias, new_weight, new_bias in zip(before[::2], before[1::2], net.coefs_, net.intercepts_):
        gradients += [weight - new_weight, bias - new_bias]
    return gradients
# endregion library_gradients
# region experiment
    trainer.learning_rate = 0
    rows = np.arange(len(trainer.x))
    first = trainer.step(rows).gradient_norm
    second = trainer.step(rows).gradient_norm
    ratio = second / max(first, 1e-300)
    return Finding("gradients-not-cleared", abs(ratio - 1) > 1e-6, ratio)
# endregion experiment
