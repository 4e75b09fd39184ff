# What: leaves the running statistics out
# Fails: saved-file
# Hint: save-state
# region save_model
    torch.save({name: p.detach().cpu() for name, p in model.named_parameters()}, path)
# endregion save_model
