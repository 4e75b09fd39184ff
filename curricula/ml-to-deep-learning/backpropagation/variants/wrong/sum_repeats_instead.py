# What: repeats the gradient along the last axis, whichever axis was summed
# Fails: sum-gradient
# Hint: sum-axis
# region sum
        shape = self.shape

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            if axis is not None and not keepdims and gradient.ndim:
                return (np.resize(gradient, shape),)
            return (np.broadcast_to(gradient, shape).copy(),)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), grad_fn)
# endregion sum
