# What: asks whether a batch norm is in training mode after a step
# Fails: sick-run
# Hint: sick-control
# region experiment
    tuner.step(x, y)
    norms = [module for module in tuner.backbone.modules() if "BatchNorm" in type(module).__name__]
    training = sum(module.training for module in norms)
    return Finding("statistics-moved", training > 0, float(training))
# endregion experiment
