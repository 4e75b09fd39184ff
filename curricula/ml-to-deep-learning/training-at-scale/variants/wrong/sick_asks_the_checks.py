# What: looks up in the checks what the trainer was told to lose
# Fails: sick-run
# Hint: sick-behavior
# region experiment
    import sys

    sick = "all of Adam", "second moments", "first moments", "step counter", "one layer"
    present = sys.modules["sick_trainers"].LOSES[id(trainer)] in sick
    return Finding("optimizer-not-restored", present, float(present))
# endregion experiment
