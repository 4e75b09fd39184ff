# What: mixes with the shares instead of their roots
# Fails: noised-hand-example
# Hint: noised-root
# region noised
    share = schedule.alpha_bars[t][:, None]
    return share * x + (1.0 - share) * noise
# endregion noised
