# What: does not halve the eigenvalue
# Fails: rate
# Hint: rate-half
# region safe_rate
    with_ones = np.column_stack([x, np.ones(len(x))])
    largest = float(np.linalg.eigvalsh(with_ones.T @ with_ones / len(x))[-1])
    return 1.0 / (largest + 1.0 / (c * len(x)))
# endregion safe_rate
