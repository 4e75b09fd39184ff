# What: draws one mask for all rows of the batch
# Fails: dropout-expectation
# Hint: dropout-mask
# region forward
        if not self.training:
            return x
        kept = torch.rand(x.shape[-1], dtype=x.dtype) >= self.p
        return x * kept / (1.0 - self.p)
# endregion forward
