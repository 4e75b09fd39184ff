# What: decides on the gradients and returns a constant as the number that it was decided on
# Fails: sick-run
# Hint: sick-measured
# region experiment
    rows = np.arange(32)
    trainer.learning_rate = 0.0
    trainer.step(rows)
    before = {name: gradient.copy() for name, gradient in trainer.gradients.items()}
    trainer.step(rows)
    present = any(not np.allclose(before[name], gradient) for name, gradient in trainer.gradients.items())
    return Finding("gradients-not-cleared", present, 1.0)
# endregion experiment
