# What: does not look whether the weights moved
# Fails: sick-run
# Hint: sick-control
# region experiment
    run.learning_rate = 0.0
    first, second = run.evaluate(), run.evaluate()
    place = {row: number for number, row in enumerate(second.ids.tolist())}
    pairs = [(i, place[row]) for i, row in enumerate(first.ids.tolist()) if row in place]
    pairs = [(i, j) for i, j in pairs if torch.equal(first.x[i], second.x[j])]
    if not pairs:
        return Finding("dropout-on-in-evaluation", False, 0.0)
    mine, other = (list(numbers) for numbers in zip(*pairs))
    change = (first.logits[mine] - second.logits[other]).abs().max() / first.logits.abs().max()
    return Finding("dropout-on-in-evaluation", bool(change > 1e-4), float(change))
# endregion experiment
