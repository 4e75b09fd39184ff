# What: lets both trainers train on and compares their losses
# Fails: sick-run
# Hint: sick-control
# region experiment
    other = trainer.restored()
    trainer.step()
    other.step()
    change = abs(trainer.step().loss - other.step().loss)
    return Finding("optimizer-not-restored", change > 1e-6, change)
# endregion experiment
