# What: calls a falling rate sick, also where the plan lets it fall
# Fails: sick-run
# Hint: sick-control
# region experiment
    rates = []
    for _ in range(6):
        before = trainer.weights["b2"].copy()
        trainer.step(np.arange(64))
        moved = float(np.linalg.norm(trainer.weights["b2"] - before))
        rates.append(moved / max(float(np.linalg.norm(trainer.gradients["b2"])), 1e-300))
    return Finding("schedule-counts-steps", rates[-1] < 0.9999 * rates[0] or rates[0] < 1e-9, rates[-1])
# endregion experiment
