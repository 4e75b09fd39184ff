# What: sets training mode everywhere
# Fails: train-mode
# Hint: mode-frozen
# region train_mode
    model.train()
# endregion train_mode
