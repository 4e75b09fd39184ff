# What: takes the slope of x from a difference quotient
# Fails: batchnorm-gradient
# Hint: batchnorm-difference
# region backward
        normalized, inverse = self.kept
        x = normalized / inverse
        at_x = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            ends = []
            for step in (1e-5, -1e-5):
                moved = x.copy()
                moved[index] += step
                out = (moved - moved.mean(axis=0)) / np.sqrt(moved.var(axis=0) + self.eps)
                ends.append(float((self.gamma * out * gradient).sum()))
            at_x[index] = (ends[0] - ends[1]) / 2e-5
        return BatchNormGradients(at_x, (gradient * normalized).sum(axis=0), gradient.sum(axis=0))
# endregion backward
