# What: walks the graph by recursion and raises Python's recursion limit
# Fails: deep-graph
# Hint: backward-recursion
# region backward
        import sys

        sys.setrecursionlimit(100_000)
        order: list[Tensor] = []
        seen: set[int] = set()

        def visit(node: Tensor) -> None:
            if id(node) not in seen:
                seen.add(id(node))
                for parent in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        for node in reversed(order):
            gradient = arrived[id(node)]
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(gradient)):
                    arrived[id(parent)] = arrived.get(id(parent), np.zeros(parent.shape)) + share
# endregion backward
