# What: asks the checks for the interval
# Fails: interval-hand-example
# Hint: own-means
# region paired_interval
    import reference

    if len(differences) < 2:
        raise ValueError("two differences or more")
    return Interval(*reference.interval(differences, overlap, level))
# endregion paired_interval
