# What: normalizes with the batch in evaluation too
# Fails: batchnorm-torch
# Hint: batchnorm-evaluation
# region forward
        n = len(x)
        mean, variance = x.mean(axis=0), x.var(axis=0)
        keep = 1.0 - self.momentum
        self.running_mean = keep * self.running_mean + (1.0 - keep) * mean
        self.running_var = keep * self.running_var + (1.0 - keep) * variance * n / max(n - 1, 1)
        inverse = 1.0 / np.sqrt(variance + self.eps)
        normalized = (x - mean) * inverse
        self.kept = (normalized, inverse)
        return self.gamma * normalized + self.beta
# endregion forward
