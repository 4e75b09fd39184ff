# What: visits the graph level by level from the loss, not in topological order
# Fails: used-twice
# Hint: backward-order
# region backward
        order: list[Tensor] = [self]
        seen: set[int] = {id(self)}
        for node in order:
            for parent in node.parents:
                if id(parent) not in seen:
                    seen.add(id(parent))
                    order.append(parent)
        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        for node in order:
            gradient = arrived[id(node)]
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(gradient)):
                    arrived[id(parent)] = arrived.get(id(parent), np.zeros(parent.shape)) + share
# endregion backward
