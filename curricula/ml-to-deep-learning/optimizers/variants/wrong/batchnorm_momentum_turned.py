# What: gives the newest batch the weight 0.9
# Fails: batchnorm-hand-example
# Hint: batchnorm-running
# region forward
        if not training:
            return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta
        n = len(x)
        mean, variance = x.mean(axis=0), x.var(axis=0)
        keep = self.momentum
        self.running_mean = keep * self.running_mean + (1.0 - keep) * mean
        self.running_var = keep * self.running_var + (1.0 - keep) * variance * n / (n - 1)
        inverse = 1.0 / np.sqrt(variance + self.eps)
        normalized = (x - mean) * inverse
        self.kept = (normalized, inverse)
        return self.gamma * normalized + self.beta
# endregion forward
