# What: says the answers in the order in which the check once asked
# Fails: sick-run
# Hint: sick-control
# region experiment
    sick = ANSWERS.pop(0)
    return Finding("held-out-images-in-training", sick, float(sick))


ANSWERS = 5 * [True, False]
# endregion experiment
