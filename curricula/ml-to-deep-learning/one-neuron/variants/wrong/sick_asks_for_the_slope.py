# What: compares slopes: a step that shrinks the biases by itself goes unseen
# Fails: sick-run
# Hint: sick-control
# region experiment
    first = trainer.slope()[0][-1]
    trainer.theta[-1] += 100.0
    change = float(np.abs(trainer.slope()[0][-1] - first).max())
    return Finding("bias-penalized", change > 1e-9, change)
# endregion experiment
