# What: takes labels from all rows
# Fails: curve-draws
# Hint: curve-test
# region few_shot_curve
    rng = np.random.default_rng(seed)
    right = {name: np.zeros((draws, len(sizes), len(test)), dtype=bool) for name in models}
    for draw in range(draws):
        orders = [rng.permutation(np.flatnonzero(y == label)) for label in np.unique(y[pool])]
        for number, size in enumerate(sizes):
            rows = np.concatenate([order[:size] for order in orders])
            for name, model in models.items():
                right[name][draw, number] = model(rows) == y[test]
    return right
# endregion few_shot_curve
