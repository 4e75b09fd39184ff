# What: leaves the bias out of the logits
# Fails: scores
# Hint: logits-bias
# region logits
    return x @ weight
# endregion logits
