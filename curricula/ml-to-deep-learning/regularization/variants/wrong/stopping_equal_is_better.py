# What: takes an equal loss for an improvement
# Fails: stopping-hand-example
# Hint: stopping-count
# region step
        if loss <= self.best_loss:
            self.best_loss = loss
            self.best_state = {name: value.clone() for name, value in model.state_dict().items()}
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience
# endregion step
