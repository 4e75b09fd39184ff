# What: looks the answer up in a table of the checks
# Fails: sick-run
# Hint: own-files
# region experiment
    from sick_studies import MODES

    sick = MODES[id(study)] in ("", "half", "same rows")
    return Finding("held-out-images-in-training", sick, float(sick))
# endregion experiment
