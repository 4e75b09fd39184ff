# What: draws new rows for every size
# Fails: curve-draws
# Hint: curve-nested
# region few_shot_curve
    rng = np.random.default_rng(seed)
    right = {name: np.zeros((draws, len(sizes), len(test)), dtype=bool) for name in models}
    for draw in range(draws):
        for number, size in enumerate(sizes):
            orders = [rng.permutation(pool[y[pool] == label]) for label in np.unique(y[pool])]
            rows = np.concatenate([order[:size] for order in orders])
            for name, model in models.items():
                right[name][draw, number] = model(rows) == y[test]
    return right
# endregion few_shot_curve
