# What: moves the running averages with the rows it predicts
# Fails: batchnorm-evaluation
# Hint: batchnorm-evaluation
# region forward
        n = len(x)
        before = self.running_mean, self.running_var
        mean, variance = x.mean(axis=0), x.var(axis=0)
        keep = 1.0 - self.momentum
        self.running_mean = keep * self.running_mean + self.momentum * mean
        self.running_var = keep * self.running_var + self.momentum * variance * n / max(n - 1, 1)
        if not training:
            return self.gamma * (x - before[0]) / np.sqrt(before[1] + self.eps) + self.beta
        inverse = 1.0 / np.sqrt(variance + self.eps)
        normalized = (x - mean) * inverse
        self.kept = (normalized, inverse)
        return self.gamma * normalized + self.beta
# endregion forward
