# What: leaves out the curvature of the penalty
# Fails: rate
# Hint: rate-penalty
# region safe_rate
    with_ones = np.column_stack([x, np.ones(len(x))])
    largest = float(np.linalg.eigvalsh(with_ones.T @ with_ones / len(x))[-1])
    return 2.0 / largest
# endregion safe_rate
