# What: takes the advice of the colleague
# Fails: sick-run
# Hint: sick-name
# region experiment
    ours = trainer.optimizer.param_groups[0]["lr"]
    theirs = trainer.restored().optimizer.param_groups[0]["lr"]
    return Finding("schedule-not-restored", ours != theirs, float(ours - theirs))
# endregion experiment
