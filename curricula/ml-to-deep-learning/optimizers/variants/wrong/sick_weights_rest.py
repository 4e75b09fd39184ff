# What: calls every trainer sick whose weights do not move
# Fails: sick-run
# Hint: sick-control
# region experiment
    before = trainer.weights["W2"].copy()
    trainer.step(np.arange(64))
    moved = float(np.abs(trainer.weights["W2"] - before).max())
    return Finding("schedule-counts-steps", moved == 0.0, moved)
# endregion experiment
