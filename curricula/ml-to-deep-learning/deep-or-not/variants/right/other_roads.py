# What: another way for each task; bills by min, labels shuffled before the A/A test, logistic regression in it
# region paired_interval
    count = len(differences)
    if count < 2:
        raise ValueError("two differences or more")
    mean = sum(differences) / count
    variance = sum((value - mean) ** 2 for value in differences) / (count - 1)
    half = stats.t.isf((1 - level) / 2, df=count - 1) * (variance / count + overlap * variance) ** 0.5
    return Interval(mean, mean - half, mean + half)
# endregion paired_interval
# region cost_model
    predict(x)
    times = np.empty(repeats)
    for number in range(repeats):
        before = clock()
        predict(x)
        after = clock()
        times[number] = after - before
    return Cost(train_seconds=train_seconds, predict_us=1e6 * np.median(times) / x.shape[0], size=size)
# endregion cost_model
# region yearly_seconds
    return cost.train_seconds * retrainings + cost.predict_us / 1_000_000 * predictions
# endregion yearly_seconds
# region recommend
    _, low, high = interval
    if not all(map(math.isfinite, (low, high))) or high < low:
        raise ValueError("not an interval")
    if not low <= 0 <= high:
        side = "deep" if low > 0 else "classical"
        return Recommendation(side, side)
    costs = {"classical": classical, "deep": deep}
    cheaper = min(costs, key=lambda side: yearly_seconds(costs[side], retrainings, predictions))
    return Recommendation("no difference", cheaper)
# endregion recommend
# region run_benchmark
    results = []
    for task in tasks:
        for seed in seeds:
            split = task.split(seed)
            for side in SIDES:
                candidates = task.candidates[side](seed)
                seconds = 0.0
                for model in candidates:
                    start = clock()
                    model.fit(split.known)
                    seconds += clock() - start

                def right(model: Model) -> int:
                    return int((model.predict(split.known.x_valid) == split.known.y_valid).sum())

                chosen = max(candidates, key=right)
                asked = []

                def ask(x):
                    asked.append(chosen.predict(x))
                    return asked[-1]

                cost = cost_model(seconds, ask, split.x_test, chosen.size, clock=clock)
                results.append(Result(task.name, seed, side, chosen.name, fingerprint(split), cost, asked[0]))
    return results
# endregion run_benchmark
# region library_differences
    from sklearn.base import clone

    splits = list(cv.split(x, y))
    one, two = (
        cross_validate(clone(model), x, y, cv=iter(splits), scoring="accuracy", error_score="raise")["test_score"]
        for model in (first, second)
    )
    return one - two
# endregion library_differences
# region experiment
    from sklearn.linear_model import LogisticRegression

    benchmark.y = np.random.default_rng(0).permutation(benchmark.y)
    model = LogisticRegression()
    scores = np.concatenate([benchmark.compare(model, model, 4) for _ in range(3)])
    share = float((np.abs(np.diff(scores, axis=1)) > 1e-12).mean())
    return Finding("another-split-for-each-model", share > 0, share)
# endregion experiment
