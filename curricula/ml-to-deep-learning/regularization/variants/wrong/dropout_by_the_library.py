# What: calls the library instead of drawing a mask
# Fails: dropout-shape
# Hint: dropout-scale
# region forward
        return nn.functional.dropout(x, self.p, self.training)
# endregion forward
