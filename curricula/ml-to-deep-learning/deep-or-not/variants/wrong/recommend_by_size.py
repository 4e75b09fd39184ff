# What: calls the side with fewer parameters the cheaper one
# Fails: recommendation
# Hint: recommend-cheaper
# region recommend
    if not (math.isfinite(interval.low) and math.isfinite(interval.high) and interval.low <= interval.high):
        raise ValueError(f"{interval} is no interval")
    if interval.low > 0:
        return Recommendation("deep", "deep")
    if interval.high < 0:
        return Recommendation("classical", "classical")
    bills = [cost.size for cost in (deep, classical)]
    return Recommendation("no difference", "deep" if bills[0] < bills[1] else "classical")
# endregion recommend
