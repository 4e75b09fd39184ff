# What: compares the mean probability with the share of the class, however far training is
# Fails: sick-run
# Hint: sick-control
# region experiment
    gap = abs(float(trainer.probabilities()[:, 1].mean()) - float((trainer.y == 1).mean()))
    return Finding("bias-penalized", gap > 0.01, gap)
# endregion experiment
