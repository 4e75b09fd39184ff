# What: takes the weight as Ho and Salimans do
# Fails: guidance-hand-example
# Hint: guidance-paper
# region guidance
    without = model(x, t, torch.full_like(labels, null_label))
    return (1 + weight) * model(x, t, labels) - weight * without
# endregion guidance
