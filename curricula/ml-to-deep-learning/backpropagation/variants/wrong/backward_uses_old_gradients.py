# What: passes on `grad` of inner tensors, which still holds the last pass
# Fails: calls-add
# Hint: backward-intermediate
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

        self.grad = np.ones_like(self.data)
        for node in reversed(order):
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(node.grad)):
                    parent.grad = parent.grad + share
# endregion backward
