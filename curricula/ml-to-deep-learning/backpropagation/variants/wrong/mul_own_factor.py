# What: multiplies the gradient of each factor by that factor instead of the other one
# Fails: mul-gradient
# Hint: mul-other
# region __mul__
        a, b = self.data, other.data

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            return unbroadcast(gradient * a, a.shape), unbroadcast(gradient * b, b.shape)

        return Tensor(a * b, (self, other), grad_fn)
# endregion __mul__
