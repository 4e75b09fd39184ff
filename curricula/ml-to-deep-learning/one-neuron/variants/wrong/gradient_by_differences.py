# What: takes central differences of the objective instead of its formula
# Fails: gradient-values
# Hint: gradient-difference
# region gradients
    slopes = []
    for array in (weight.copy(), bias.copy()):
        slope = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            values = []
            for step in (1e-5, -1e-5):
                moved = array.copy()
                moved[index] += step
                pair = (moved, bias) if array.ndim == 2 else (weight, moved)
                values.append(objective(x, y, *pair, c))
            slope[index] = (values[0] - values[1]) / 2e-5
        slopes.append(slope)
    return slopes[0], slopes[1]
# endregion gradients
