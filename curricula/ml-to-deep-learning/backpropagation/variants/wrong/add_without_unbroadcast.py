# What: passes the gradient on in the shape of the result
# Fails: add-gradient
# Hint: add-shape
# region __add__
        return Tensor(self.data + other.data, (self, other), lambda gradient: (gradient, gradient))
# endregion __add__
