# What: looks whether the gradient norm grows while the weights move too
# Fails: sick-run
# Hint: sick-control
# region experiment
    rows = np.arange(32)
    before = trainer.step(rows).gradient_norm
    after = trainer.step(rows).gradient_norm
    return Finding("gradients-not-cleared", after > before, after / before)
# endregion experiment
