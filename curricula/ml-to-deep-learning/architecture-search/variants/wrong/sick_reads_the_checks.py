# What: looks the answer up in the checks
# Fails: sick-run
# Hint: sick-behavior
# region experiment
    from sick_studies import MODES

    sick = "test" in MODES[id(study)] or MODES[id(study)] in ("ties", "ties-last", "mean")
    return Finding("test-rows-in-the-choice", sick, float(sick))
# endregion experiment
