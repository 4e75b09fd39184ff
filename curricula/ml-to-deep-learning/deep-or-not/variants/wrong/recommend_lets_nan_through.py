# What: takes a broken run for a tie
# Fails: recommendation
# Hint: recommend-broken
# region recommend
    if interval.low > interval.high:
        raise ValueError(f"{interval} is no interval")
    if interval.low > 0:
        return Recommendation("deep", "deep")
    if interval.high < 0:
        return Recommendation("classical", "classical")
    bills = [yearly_seconds(cost, retrainings, predictions) for cost in (deep, classical)]
    return Recommendation("no difference", "deep" if bills[0] < bills[1] else "classical")
# endregion recommend
