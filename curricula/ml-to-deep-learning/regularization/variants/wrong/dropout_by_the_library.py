# What: calls the library under another name instead of drawing a mask
# Fails: dropout-shape
# Hint: dropout-scale
# region forward
        from torch.nn import functional as kit

        return kit.dropout(x, self.p, self.training)
# endregion forward
