# What: takes the gap between training and held-out rows for the sign of health
# Fails: sick-run
# Hint: sick-control
# region experiment
    log = study.validate()
    gap = log.train_accuracy[-1] - log.validation_accuracy[-1]
    return Finding("held-out-images-in-training", gap < 0.1, gap)
# endregion experiment
