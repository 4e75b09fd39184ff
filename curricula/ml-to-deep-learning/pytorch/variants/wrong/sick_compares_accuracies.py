# What: compares two accuracies, which other faults change too
# Fails: sick-run
# Hint: sick-control
# region experiment
    first, second = run.evaluate(), run.evaluate()
    change = abs(first.accuracy - second.accuracy)
    return Finding("dropout-on-in-evaluation", change > 0, change)
# endregion experiment
