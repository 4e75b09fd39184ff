# What: counts a test row once for each draw
# Fails: transfer-hand-example
# Hint: transfer-rows
# region negative_transfer_test
    best = max(rivals, key=lambda name: float(rivals[name].mean()))
    difference, low, high = paired_interval(pretrained.ravel(), rivals[best].ravel())
    verdict = "positive" if low > 0 else "negative" if high < 0 else "none"
    return Transfer(best, difference, low, high, verdict)
# endregion negative_transfer_test
