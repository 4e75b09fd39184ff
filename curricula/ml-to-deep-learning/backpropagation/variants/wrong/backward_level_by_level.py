# What: visits the graph level by level, a tensor once for each use, and sends what has arrived so far each time
# Fails: used-twice
# Hint: backward-order
# region backward
        order: list[Tensor] = [self]
        for node in order:
            order.extend(node.parents)
        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        for node in order:
            gradient = arrived[id(node)]
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(gradient)):
                    arrived[id(parent)] = arrived.get(id(parent), np.zeros(parent.shape)) + share
# endregion backward
