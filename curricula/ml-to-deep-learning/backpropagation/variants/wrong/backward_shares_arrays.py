# What: adds in place to an array that two tensors share
# Fails: graph-order
# Hint: backward-order
# region backward
        order: list[Tensor] = []
        seen: set[int] = set()
        stack: list[tuple[Tensor, bool]] = [(self, False)]
        while stack:
            node, listed = stack.pop()
            if listed:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)

        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        for node in reversed(order):
            gradient = arrived.pop(id(node))
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(gradient)):
                    if id(parent) in arrived:
                        arrived[id(parent)] += share
                    else:
                        arrived[id(parent)] = share
# endregion backward
