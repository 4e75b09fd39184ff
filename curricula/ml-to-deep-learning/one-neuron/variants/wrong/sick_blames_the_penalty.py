# What: believes the colleague: looks whether C is small
# Fails: sick-run
# Hint: sick-name
# region experiment
    return Finding("penalty-too-strong", trainer.c < 0.1, trainer.c)
# endregion experiment
