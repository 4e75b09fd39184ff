# What: takes a high accuracy for the fault
# Fails: sick-run
# Hint: sick-control
# region experiment
    reached = study.validate().validation_accuracy[-1]
    return Finding("held-out-images-in-training", reached > 0.85, reached)
# endregion experiment
