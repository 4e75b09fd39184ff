# What: reads the counter of the schedule instead of measuring
# Fails: sick-run
# Hint: sick-control
# region experiment
    trainer.step(np.arange(64))
    wrong = trainer.ticks != trainer.steps_done // trainer.steps_per_epoch
    return Finding("schedule-counts-steps", wrong, float(trainer.ticks))
# endregion experiment
