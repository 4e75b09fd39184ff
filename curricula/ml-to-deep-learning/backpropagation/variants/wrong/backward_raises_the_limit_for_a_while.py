# What: walks the graph by recursion, raises Python's recursion limit and puts it back
# Fails: deep-graph
# Hint: backward-recursion
# region backward
        import sys

        limit = sys.getrecursionlimit()
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
        sys.setrecursionlimit(limit)
        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        for node in reversed(order):
            gradient = arrived[id(node)]
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(gradient)):
                    arrived[id(parent)] = arrived.get(id(parent), np.zeros(parent.shape)) + share
# endregion backward
