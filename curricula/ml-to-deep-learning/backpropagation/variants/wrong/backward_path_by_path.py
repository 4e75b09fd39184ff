# What: passes every contribution on by itself: right sums, but once for each path through the graph
# Fails: graph-order
# Hint: backward-order
# region backward
        stack: list[tuple[Tensor, Array]] = [(self, np.ones_like(self.data))]
        while stack:
            node, gradient = stack.pop()
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                stack.extend(zip(node.parents, node.grad_fn(gradient)))
# endregion backward
