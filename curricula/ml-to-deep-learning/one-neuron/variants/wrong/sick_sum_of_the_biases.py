# What: looks whether the biases together move, in one step: softmax over the rows does that too
# Fails: sick-run
# Hint: sick-control
# region experiment
    trainer.learning_rate = 1.0
    before = trainer.theta.copy()
    before[-1] += 1.0
    trainer.theta = before.copy()
    trainer.step()
    moved = abs(float((trainer.theta[-1] - before[-1]).sum()))
    return Finding("bias-penalized", moved > 1e-9, moved)
# endregion experiment
