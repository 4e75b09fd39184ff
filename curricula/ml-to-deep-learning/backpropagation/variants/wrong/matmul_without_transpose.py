# What: leaves out the transposes and lets the shapes fit where they happen to
# Fails: matmul-gradient
# Hint: matmul-transpose
# region __matmul__
        a, b = self.data, other.data

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            return gradient @ b.T, (gradient.T @ a)

        return Tensor(a @ b, (self, other), grad_fn)
# endregion __matmul__
