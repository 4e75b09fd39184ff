# What: falls to 0 and adds the floor only at the end
# Fails: schedule-formula
# Hint: schedule-parts
# region cosine_warmup
    if step < warmup:
        return peak * step / warmup
    if step >= total:
        return floor
    return 0.5 * peak * (1.0 + math.cos(math.pi * (step - warmup) / (total - warmup)))
# endregion cosine_warmup
