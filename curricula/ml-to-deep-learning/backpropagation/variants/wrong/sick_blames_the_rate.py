# What: believes the colleague: lowers the rate and looks whether the gradient grows less
# Fails: sick-run
# Hint: sick-name
# region experiment
    rows = np.arange(32)
    before = trainer.step(rows).gradient_norm
    trainer.learning_rate *= 0.1
    after = trainer.step(rows).gradient_norm
    return Finding("learning-rate-too-high", after > before, after / before)
# endregion experiment
