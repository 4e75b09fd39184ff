# What: drops entries and does not scale the others, so that the mean falls
# Fails: dropout-hand-example
# Hint: dropout-scale
# region forward
        if not self.training:
            return x
        return x * (torch.rand_like(x) >= self.p)
# endregion forward
