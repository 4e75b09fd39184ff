# What: thinks that the training was too long
# Fails: sick-run
# Hint: sick-name
# region experiment
    log = study.validate()
    fall = max(log.validation_accuracy) - log.validation_accuracy[-1]
    return Finding("training-too-long", fall > 0.02, fall)
# endregion experiment
