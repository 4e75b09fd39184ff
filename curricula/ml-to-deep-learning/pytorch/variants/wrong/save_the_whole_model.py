# What: pickles the model with its class
# Fails: saved-file
# Hint: save-state
# region save_model
    torch.save(model, path)
# endregion save_model
