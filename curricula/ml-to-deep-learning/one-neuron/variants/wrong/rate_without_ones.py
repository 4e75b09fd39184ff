# What: forgets that the bias has curvature too
# Fails: rate
# Hint: rate-ones
# region safe_rate
    largest = float(np.linalg.eigvalsh(x.T @ x / len(x))[-1])
    return 1.0 / (0.5 * largest + 1.0 / (c * len(x)))
# endregion safe_rate
