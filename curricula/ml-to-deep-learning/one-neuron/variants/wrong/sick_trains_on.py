# What: trains for a hundred steps before it looks
# Fails: sick-run
# Hint: sick-control
# region experiment
    trainer.learning_rate = 0.5
    for _ in range(100):
        trainer.step()
    start, moves = trainer.theta.copy(), []
    for shift in (0.0, 100.0):
        before = start.copy()
        before[-1] += shift
        trainer.theta = before.copy()
        trainer.step()
        moves.append(trainer.theta[-1] - before[-1])
    change = float(np.abs(moves[1] - moves[0]).max())
    return Finding("bias-penalized", change > 1e-9, change)
# endregion experiment
