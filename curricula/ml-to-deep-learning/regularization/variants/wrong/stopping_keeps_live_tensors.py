# What: keeps the dictionary of live tensors, which the optimizer goes on changing
# Fails: stopping-restores
# Hint: stopping-copy
# region step
        if loss < self.best_loss:
            self.best_loss = loss
            self.best_state = model.state_dict()
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience
# endregion step
