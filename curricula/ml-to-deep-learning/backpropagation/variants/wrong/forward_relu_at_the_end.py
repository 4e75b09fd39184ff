# What: puts relu after the last layer too
# Fails: layers
# Hint: forward-last-relu
# region forward
        hidden = Tensor(x)
        for weight, bias in zip(self.parameters[::2], self.parameters[1::2]):
            hidden = (hidden @ weight + bias).relu()
        return hidden
# endregion forward
