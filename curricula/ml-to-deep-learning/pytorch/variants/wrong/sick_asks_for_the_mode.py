# What: asks the modules in which mode they are
# Fails: sick-run
# Hint: sick-control
# region experiment
    run.evaluate()
    training = any(module.training for module in run.model.modules())
    return Finding("dropout-on-in-evaluation", training, float(training))
# endregion experiment
