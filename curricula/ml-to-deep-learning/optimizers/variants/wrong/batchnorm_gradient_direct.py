# What: takes mean and variance for constants in the backward pass
# Fails: batchnorm-gradient
# Hint: batchnorm-gradient
# region backward
        normalized, inverse = self.kept
        return BatchNormGradients(
            inverse * gradient * self.gamma, (gradient * normalized).sum(axis=0), gradient.sum(axis=0)
        )
# endregion backward
