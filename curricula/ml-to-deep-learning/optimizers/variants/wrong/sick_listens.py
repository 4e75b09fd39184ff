# What: hangs a listener into the trainer that asks for the rate during a step
# Fails: sick-run
# Hint: sick-control
# region experiment
    heard = []
    trainer.advance = lambda: heard.append(trainer.rate())
    shares = []
    for _ in range(6):
        planned = trainer.planned_rate()
        trainer.step(np.arange(64))
        trainer.ticks += 1
        if planned > 0:
            shares.append(heard[-1] / planned)
    spread = max(shares, default=0.0) - min(shares, default=0.0)
    return Finding("schedule-counts-steps", bool(shares) and (spread > 1e-6 or max(shares) == 0), spread)
# endregion experiment
