# What: compares logits without looking which rows they are of
# Fails: sick-run
# Hint: sick-control
# region experiment
    first, second = run.evaluate(), run.evaluate()
    change = float((first.logits - second.logits).abs().max())
    return Finding("dropout-on-in-evaluation", change > 1e-4, change)
# endregion experiment
