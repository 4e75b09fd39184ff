# What: says the answers in the order in which the check once asked
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = ANSWERS.pop(0)
    return Finding("dropout-on-in-evaluation", sick, float(sick))


ANSWERS = 4 * [True, True, False, False, True, True, False, False, True, False, False, False, False]
# endregion experiment
