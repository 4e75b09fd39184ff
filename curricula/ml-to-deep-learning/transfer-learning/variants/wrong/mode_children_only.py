# What: looks at direct children only
# Fails: train-mode
# Hint: mode-frozen
# region train_mode
    model.train()
    for module in model.children():
        parameters = list(module.parameters())
        if parameters and not any(parameter.requires_grad for parameter in parameters):
            module.eval()
# endregion train_mode
