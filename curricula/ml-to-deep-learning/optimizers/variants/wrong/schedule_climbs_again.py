# What: lets the cosine go on after the end
# Fails: schedule-hand-example
# Hint: schedule-after
# region cosine_warmup
    if step < warmup:
        return peak * step / warmup
    share = (step - warmup) / (total - warmup)
    return floor + 0.5 * (peak - floor) * (1.0 + math.cos(math.pi * share))
# endregion cosine_warmup
