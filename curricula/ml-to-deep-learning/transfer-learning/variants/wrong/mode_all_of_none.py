# What: takes a module without parameters for frozen
# Fails: train-mode
# Hint: mode-free
# region train_mode
    model.train()
    for module in model.modules():
        parameters = list(module.parameters())
        if not any(parameter.requires_grad for parameter in parameters):
            module.eval()
# endregion train_mode
