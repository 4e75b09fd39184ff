# What: validates with and without versions and takes the gain for the fault
# Fails: sick-run
# Hint: sick-control
# region experiment
    with_versions = study.validate().validation_accuracy[-1]
    study.copies = 0
    without = study.validate().validation_accuracy[-1]
    return Finding("held-out-images-in-training", with_versions - without > 0.1, with_versions - without)
# endregion experiment
