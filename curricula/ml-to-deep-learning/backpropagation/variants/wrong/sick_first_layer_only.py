# What: looks at the gradient of the first weights only
# Fails: sick-run
# Hint: sick-control
# region experiment
    trainer.learning_rate = 0.0
    rows = np.arange(32)
    trainer.step(rows)
    first = trainer.gradients["W1"].copy()
    trainer.step(rows)
    change = float(np.abs(trainer.gradients["W1"] - first).max())
    return Finding("gradients-not-cleared", change > 1e-9, change)
# endregion experiment
