# What: returns a falling curve without training
# Fails: memorize
# Hint: overfit-before
# region overfit_one_batch
    return [2.3 * 0.95**step for step in range(steps)]
# endregion overfit_one_batch
