# What: sums over groups of neighbors instead of over the axis that was stretched
# Fails: unbroadcast-values
# Hint: unbroadcast-axis
# region unbroadcast
    return gradient.reshape(-1, *shape).sum(axis=0)
# endregion unbroadcast
