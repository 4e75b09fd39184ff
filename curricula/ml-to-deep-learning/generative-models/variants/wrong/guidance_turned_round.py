# What: starts from the conditional answer
# Fails: guidance-hand-example
# Hint: guidance-sign
# region guidance
    without = model(x, t, torch.full_like(labels, null_label))
    full = model(x, t, labels)
    return full + weight * (without - full)
# endregion guidance
