# What: gives the verdict by the sign of the mean
# Fails: recommendation
# Hint: recommend-verdict
# region recommend
    if not (math.isfinite(interval.low) and math.isfinite(interval.high) and interval.low <= interval.high):
        raise ValueError(f"{interval} is no interval")
    if interval.mean > 0:
        return Recommendation("deep", "deep")
    if interval.mean < 0:
        return Recommendation("classical", "classical")
    bills = [yearly_seconds(cost, retrainings, predictions) for cost in (deep, classical)]
    return Recommendation("no difference", "deep" if bills[0] < bills[1] else "classical")
# endregion recommend
