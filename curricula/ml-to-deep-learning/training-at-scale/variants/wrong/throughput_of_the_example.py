# What: returns the numbers of the guide's examples
# Fails: rows-per-second
# Hint: throughput-warmup
# region throughput
    return 5.0 if repeats == 3 else 12.0
# endregion throughput
