# What: says the answers in the order in which the check once asked
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = ANSWERS.pop(0)
    return Finding("bias-penalized", sick, float(sick))


ANSWERS = 8 * [True, False, True, False]
# endregion experiment
