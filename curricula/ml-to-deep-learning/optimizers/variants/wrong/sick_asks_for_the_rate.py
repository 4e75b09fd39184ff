# What: asks the trainer for its rate instead of measuring
# Fails: sick-run
# Hint: sick-control
# region experiment
    shares = []
    for _ in range(6):
        if trainer.planned_rate() > 0:
            shares.append(trainer.rate() / trainer.planned_rate())
        trainer.step(np.arange(64))
    spread = max(shares, default=0.0) - min(shares, default=0.0)
    return Finding("schedule-counts-steps", bool(shares) and (spread > 1e-6 or max(shares) == 0), spread)
# endregion experiment
