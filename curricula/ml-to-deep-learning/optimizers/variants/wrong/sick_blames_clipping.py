# What: believes that the gradients were clipped away
# Fails: sick-run
# Hint: sick-name
# region experiment
    log = trainer.step(np.arange(64))
    used = sum(float((g**2).sum()) for g in trainer.gradients.values()) ** 0.5
    return Finding("gradients-clipped-away", used < 0.9 * log.gradient_norm, used)
# endregion experiment
