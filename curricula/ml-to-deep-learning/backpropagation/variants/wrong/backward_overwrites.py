# What: keeps only the last contribution to a tensor that is used twice
# Fails: used-twice
# Hint: backward-accumulate
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
            node.grad = node.grad + arrived[id(node)]
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(arrived[id(node)])):
                    arrived[id(parent)] = share
# endregion backward
