# What: overwrites the pixel in nine of ten images
# Fails: repaired-images
# Hint: repair-tells
# region repair
    repaired = x.copy()
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, 2, size=len(x))
    repaired[:, 0, row, column] = np.where(rng.random(len(x)) < 0.1, x[:, 0, row, column], drawn)
    return repaired
# endregion repair
