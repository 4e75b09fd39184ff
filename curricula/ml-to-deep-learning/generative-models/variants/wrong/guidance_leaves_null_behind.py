# What: writes the null label into the labels that it was given
# Fails: guidance-hand-example
# Hint: guidance-sign
# region guidance
    full = model(x, t, labels)
    without = model(x, t, torch.full_like(labels, null_label))
    made = without + weight * (full - without)
    labels.fill_(null_label)
    return made
# endregion guidance
