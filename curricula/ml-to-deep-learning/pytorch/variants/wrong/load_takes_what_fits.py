# What: loads with strict=False
# Fails: loaded-model
# Hint: load-strict
# region load_model
    model = make()
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True), strict=False)
    return model.eval()
# endregion load_model
