# What: says the answers in the order in which the check once asked
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = ANSWERS.pop(0)
    return Finding("gradients-not-cleared", sick, float(sick))


ANSWERS = 4 * [True, False, True, False, True, False, False, False]
# endregion experiment
