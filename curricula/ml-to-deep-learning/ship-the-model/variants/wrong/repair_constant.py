# What: sets the pixel to zero
# Fails: repaired-images
# Hint: repair-constant
# region repair
    repaired = x.copy()
    repaired[:, 0, row, column] = 0.0
    return repaired
# endregion repair
