# What: makes the rates equal with set_rate, which makes both trainers forget
# Fails: sick-run
# Hint: sick-control
# region experiment
    moves = []
    other = trainer.restored()
    for each in (trainer, other):
        each.set_rate(0.01)
        moves.append(each.apply([torch.ones_like(weight) for weight in each.parameters()]))
    change = abs(moves[0] - moves[1])
    return Finding("optimizer-not-restored", change > 1e-9, change)
# endregion experiment
