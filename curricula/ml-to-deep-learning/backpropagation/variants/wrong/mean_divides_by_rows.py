# What: divides by the number of rows whatever the axis
# Fails: mean-gradient
# Hint: mean-length
# region mean
        count = self.data.size if axis is None else len(self.data)
        return self.sum(axis=axis, keepdims=keepdims) * (1.0 / count)
# endregion mean
