# What: keeps the rows of an evaluation for backward
# Fails: batchnorm-gradient
# Hint: batchnorm-evaluation
# region forward
        if training:
            n = len(x)
            mu = x.mean(0)
            centered = x - mu
            var = (centered**2).mean(0)
            self.running_mean += self.momentum * (mu - self.running_mean)
            self.running_var += self.momentum * (var * n / (n - 1) - self.running_var)
        else:
            centered, var = x - self.running_mean, self.running_var
        self.kept = (centered, var)
        return centered * (self.gamma / np.sqrt(var + self.eps)) + self.beta
# endregion forward
# region backward
        centered, var = self.kept
        n = len(centered)
        inv = (var + self.eps) ** -0.5
        dx_hat = gradient * self.gamma
        dvar = (dx_hat * centered).sum(0) * -0.5 * inv**3
        dmu = -(dx_hat * inv).sum(0) + dvar * (-2 * centered).mean(0)
        dx = dx_hat * inv + dvar * 2 * centered / n + dmu / n
        return BatchNormGradients(x=dx, gamma=(gradient * centered * inv).sum(0), beta=gradient.sum(0))
# endregion backward
