# What: compares one rate with the plan and takes any difference for the fault
# Fails: sick-run
# Hint: sick-control
# region experiment
    planned = trainer.planned_rate()
    before = trainer.weights["W2"].copy()
    trainer.step(np.arange(64))
    moved = float(np.linalg.norm(trainer.weights["W2"] - before))
    rate = moved / max(float(np.linalg.norm(trainer.gradients["W2"])), 1e-300)
    return Finding("schedule-counts-steps", abs(rate - planned) > 1e-6, rate)
# endregion experiment
