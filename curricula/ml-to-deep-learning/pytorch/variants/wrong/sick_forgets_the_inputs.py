# What: does not look whether the inputs changed
# Fails: sick-run
# Hint: sick-control
# region experiment
    run.learning_rate = 0.0
    before = [parameter.detach().clone() for parameter in run.model.parameters()]
    first, second = run.evaluate(), run.evaluate()
    same_weights = all(torch.equal(old, new) for old, new in zip(before, run.model.parameters()))
    place = {row: number for number, row in enumerate(second.ids.tolist())}
    pairs = [(i, place[row]) for i, row in enumerate(first.ids.tolist()) if row in place]
    if not same_weights or not pairs:
        return Finding("dropout-on-in-evaluation", False, 0.0)
    mine, other = (list(numbers) for numbers in zip(*pairs))
    change = (first.logits[mine] - second.logits[other]).abs().max() / first.logits.abs().max()
    return Finding("dropout-on-in-evaluation", bool(change > 1e-4), float(change))
# endregion experiment
