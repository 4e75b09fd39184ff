# What: gives each model rows of its own
# Fails: curve-draws
# Hint: curve-paired
# region few_shot_curve
    rng = np.random.default_rng(seed)
    right = {name: np.zeros((draws, len(sizes), len(test)), dtype=bool) for name in models}
    for name, model in models.items():
        for draw in range(draws):
            orders = [rng.permutation(pool[y[pool] == label]) for label in np.unique(y[pool])]
            for number, size in enumerate(sizes):
                rows = np.concatenate([order[:size] for order in orders])
                right[name][draw, number] = model(rows) == y[test]
    return right
# endregion few_shot_curve
