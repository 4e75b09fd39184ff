# What: drops entries while evaluating too
# Fails: dropout-evaluation
# Hint: dropout-eval
# region forward
        return x * (torch.rand_like(x) >= self.p) / (1.0 - self.p)
# endregion forward
