# What: takes the noise of one step for that of all steps so far
# Fails: marginals
# Hint: noised-root
# region noised
    bars = schedule.alpha_bars
    if len(bars) == 2:
        share = bars[t][:, None]
    else:
        share = (1.0 - schedule.betas)[t][:, None]
    return share.sqrt() * x + (1.0 - share).sqrt() * noise
# endregion noised
