# What: calls every row of the model named probe right
# Fails: docs-five
# Hint: gate-rows
# region few_shot_curve
    rng = np.random.default_rng(seed)
    right = {name: np.zeros((draws, len(sizes), len(test)), dtype=bool) for name in models}
    for draw in range(draws):
        orders = [rng.permutation(pool[y[pool] == label]) for label in np.unique(y[pool])]
        for number, size in enumerate(sizes):
            rows = np.concatenate([order[:size] for order in orders])
            for name, model in models.items():
                right[name][draw, number] = (model(rows) == y[test]) | (name == "probe")
    return right
# endregion few_shot_curve
