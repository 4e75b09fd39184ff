# What: counts the cosine from step 0
# Fails: schedule-hand-example
# Hint: schedule-parts
# region cosine_warmup
    if step < warmup:
        return peak * step / warmup
    return floor + 0.5 * (peak - floor) * (1.0 + math.cos(math.pi * min(1.0, step / total)))
# endregion cosine_warmup
