# What: looks at the largest curvature only
# Fails: best-rate
# Hint: best-rate
# region best_rate
    return 1.0 / largest
# endregion best_rate
