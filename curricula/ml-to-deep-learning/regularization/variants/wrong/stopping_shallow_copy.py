# What: copies the dictionary and not its tensors
# Fails: stopping-restores
# Hint: stopping-copy
# region step
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_state = dict(model.state_dict())
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience
# endregion step
