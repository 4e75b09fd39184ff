# What: compares with the weakest model
# Fails: transfer-hand-example
# Hint: transfer-rival
# region negative_transfer_test
    best = min(rivals, key=lambda name: float(rivals[name].mean()))
    difference, low, high = paired_interval(pretrained.mean(axis=0), rivals[best].mean(axis=0))
    verdict = "positive" if low > 0 else "negative" if high < 0 else "none"
    return Transfer(best, difference, low, high, verdict)
# endregion negative_transfer_test
