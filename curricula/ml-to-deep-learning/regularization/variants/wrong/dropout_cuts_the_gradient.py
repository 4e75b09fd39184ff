# What: computes with the values of x and loses its gradient
# Fails: dropout-gradient
# Hint: dropout-gradient
# region forward
        if not self.training:
            return x
        kept = torch.rand_like(x) >= self.p
        return x.detach() * kept / (1.0 - self.p)
# endregion forward
