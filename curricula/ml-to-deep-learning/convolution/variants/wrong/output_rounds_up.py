# What: counts a last window that runs over the edge
# Fails: output-size
# Hint: output-floor
# region output_size
    return -(-(size + 2 * padding - kernel) // stride) + 1
# endregion output_size
