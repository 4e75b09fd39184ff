# What: the loss and the mean composed of other operations, backward by counting uses, loops instead of slices, velocities the other way round
# region count_parameters
    total = 0
    for layer in range(1, len(sizes)):
        total += sizes[layer - 1] * sizes[layer] + sizes[layer]
    return total
# endregion count_parameters
# region unbroadcast
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return gradient
# endregion unbroadcast
# region elementwise
    if name == "relu":
        return x * (x > 0), np.heaviside(x, 0.5)
    if name == "tanh":
        return np.tanh(x), np.cosh(x) ** -2.0
    return (np.exp(x), np.exp(x)) if name == "exp" else (np.log(x), x**-1.0)
# endregion elementwise
# region mean
        total = self.sum(axis=axis, keepdims=keepdims)
        return total * (total.data.size / self.data.size)
# endregion mean
# region cross_entropy
    shifted = logits - logits.data.max(axis=1, keepdims=True)
    log_normalizer = shifted.exp().sum(axis=1).log()
    chosen = (shifted * np.eye(logits.shape[1])[labels]).sum(axis=1)
    return (log_normalizer - chosen).mean()
# endregion cross_entropy
# region backward
        uses: dict[int, int] = {id(self): 0}
        todo = [self]
        while todo:
            for parent in todo.pop().parents:
                if id(parent) not in uses:
                    uses[id(parent)] = 0
                    todo.append(parent)
                uses[id(parent)] += 1

        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        ready = [self]
        while ready:
            node = ready.pop()
            gradient = arrived.pop(id(node))
            if node.grad_fn is None:
                node.grad += gradient
                continue
            for parent, share in zip(node.parents, node.grad_fn(gradient)):
                arrived[id(parent)] = arrived.get(id(parent), np.zeros(parent.shape)) + share
                uses[id(parent)] -= 1
                if uses[id(parent)] == 0:
                    ready.append(parent)
# endregion backward
# region forward
        out = Tensor(x)
        last = len(self.parameters) // 2 - 1
        for layer in range(last + 1):
            out = out @ self.parameters[2 * layer] + self.parameters[2 * layer + 1]
            if layer < last:
                out = out.relu()
        return out
# endregion forward
# region fit
    rng = np.random.default_rng(seed)
    steps = [0.0 * parameter.data for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        order = np.arange(len(x))
        rng.shuffle(order)
        losses, sizes = [], []
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            loss = cross_entropy(model(x[rows]), y[rows])
            for parameter in model.parameters:
                parameter.grad[...] = 0.0
            loss.backward()
            for i, parameter in enumerate(model.parameters):
                steps[i] = momentum * steps[i] - learning_rate * parameter.grad
                parameter.data = parameter.data + steps[i]
            losses.append(loss.item())
            sizes.append(len(rows))
        history.append(float(np.average(losses, weights=sizes)))
    return history
# endregion fit
# region library_gradients
    net = MLPClassifier(
        tuple(model.sizes[1:-1]), solver="sgd", alpha=0.0, batch_size=len(x), learning_rate_init=1e-3, momentum=0.0,
        nesterovs_momentum=False, max_iter=1, warm_start=True, shuffle=False,
    )
    net.partial_fit(x, y, classes=list(range(model.sizes[-1])))
    for i in range(len(net.coefs_)):
        net.coefs_[i][...] = model.parameters[2 * i].data
        net.intercepts_[i][...] = model.parameters[2 * i + 1].data
    net.partial_fit(x, y)
    gradients = []
    for i in range(len(net.coefs_)):
        gradients.append((model.parameters[2 * i].data - net.coefs_[i]) / 1e-3)
        gradients.append((model.parameters[2 * i + 1].data - net.intercepts_[i]) / 1e-3)
    return gradients
# endregion library_gradients
# region experiment
    trainer.add_gradients(np.arange(20))
    trainer.forget_gradients()
    left = trainer.gradient_norm()
    return Finding("gradients-not-cleared", left > 0.0, left)
# endregion experiment
