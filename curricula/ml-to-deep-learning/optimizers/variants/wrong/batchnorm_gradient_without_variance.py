# What: forgets that the variance depends on the rows
# Fails: batchnorm-gradient
# Hint: batchnorm-gradient
# region backward
        normalized, inverse = self.kept
        at_normalized = gradient * self.gamma
        at_x = inverse * (at_normalized - at_normalized.mean(axis=0))
        return BatchNormGradients(at_x, (gradient * normalized).sum(axis=0), gradient.sum(axis=0))
# endregion backward
