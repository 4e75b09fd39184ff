# What: returns the model in training mode
# Fails: loaded-model
# Hint: load-eval
# region load_model
    model = make()
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model
# endregion load_model
