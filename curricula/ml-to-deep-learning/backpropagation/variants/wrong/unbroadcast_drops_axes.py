# What: sums the stretched axes away instead of keeping them with length 1
# Fails: unbroadcast-shape
# Hint: unbroadcast-keepdims
# region unbroadcast
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis in reversed(range(len(shape))):
        if shape[axis] == 1:
            gradient = gradient.sum(axis=axis)
    return gradient
# endregion unbroadcast
