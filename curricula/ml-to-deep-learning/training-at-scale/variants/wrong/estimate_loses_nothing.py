# What: forgets the work between the last checkpoint and the interruption
# Fails: time-and-cost
# Hint: estimate-lost
# region estimate_run
    steps = math.ceil(rows / batch) * epochs
    seconds = rows * epochs / rows_per_second
    seconds += steps // checkpoint_every * checkpoint_seconds
    lost = checkpoint_every / 2 * batch / rows_per_second
    seconds += interruptions * restart_seconds
    return Estimate(steps, seconds / 3600, seconds / 3600 * price_per_hour)
# endregion estimate_run
