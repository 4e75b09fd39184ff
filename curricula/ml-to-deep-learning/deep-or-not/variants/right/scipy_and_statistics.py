# What: SciPy and the statistics module; the choice by max over a list; an A/A test with trees, one repeat at a time
# region paired_interval
    import statistics

    values = [float(value) for value in differences]
    if len(values) < 2:
        raise ValueError("two differences or more")
    mean = statistics.fmean(values)
    scale = statistics.stdev(values) * (1 / len(values) + overlap) ** 0.5
    if scale == 0:
        return Interval(mean, mean, mean)
    low, high = stats.t.interval(level, len(values) - 1, loc=mean, scale=scale)
    return Interval(mean, float(low), float(high))
# endregion paired_interval
# region cost_model
    import statistics

    def seconds() -> float:
        begin = clock()
        predict(x)
        return clock() - begin

    predict(x)
    return Cost(train_seconds, statistics.median(seconds() for _ in range(repeats)) / len(x) * 1e6, size)
# endregion cost_model
# region yearly_seconds
    return sum((retrainings * cost[0], predictions * cost[1] * 1e-6))
# endregion yearly_seconds
# region recommend
    import numpy as np

    if not np.isfinite([interval.low, interval.high]).all() or interval.high < interval.low:
        raise ValueError("not an interval")
    verdict = {(True, False): "deep", (False, True): "classical"}.get((interval.low > 0, interval.high < 0))
    if verdict:
        return Recommendation(verdict, verdict)
    saved = yearly_seconds(classical, retrainings, predictions) - yearly_seconds(deep, retrainings, predictions)
    return Recommendation("no difference", ["classical", "deep"][saved > 0])
# endregion recommend
# region run_benchmark
    def one_side(task: Task, seed: int, side: str, split) -> Result:
        models = task.candidates[side](seed)
        seconds = []
        for model in models:
            begin = clock()
            model.fit(split.known)
            seconds.append(clock() - begin)
        right = [(model.predict(split.known.x_valid) == split.known.y_valid).sum() for model in models]
        best = models[int(np.argmax(right))]
        cost = cost_model(sum(seconds), best.predict, split.x_test, best.size, clock=clock)
        return Result(task.name, seed, side, best.name, fingerprint(split), cost, best.predict(split.x_test))

    drawn = [(task, seed, task.split(seed)) for task in tasks for seed in seeds]
    return [one_side(task, seed, side, split) for task, seed, split in drawn for side in SIDES]
# endregion run_benchmark
# region library_differences
    splits = [(np.array(train), np.array(test)) for train, test in cv.split(x, y)]
    a = cross_validate(first, x, y, cv=splits)
    b = cross_validate(second, x, y, cv=splits)
    return a["test_score"] - b["test_score"]
# endregion library_differences
# region experiment
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=4, random_state=0)
    gaps = [abs(float(np.diff(benchmark.compare(tree, tree, 1)[0])[0])) for _ in range(12)]
    return Finding("another-split-for-each-model", any(gap > 1e-12 for gap in gaps), max(gaps))
# endregion experiment
