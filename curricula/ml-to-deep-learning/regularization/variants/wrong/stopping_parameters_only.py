# What: forgets the buffers of batch norm
# Fails: stopping-restores
# Hint: stopping-copy
# region step
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_state = {name: value.detach().clone() for name, value in model.named_parameters()}
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience
# endregion step
