# What: loads with weights_only=False
# Fails: loaded-model
# Hint: load-weights-only
# region load_model
    model = make()
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=False))
    return model.eval()
# endregion load_model
