# What: looks at fifty test rows of every candidate
# Fails: choice
# Hint: benchmark-test-rows
# region run_benchmark
    results: list[Result] = []
    for task in tasks:
        for seed in seeds:
            split = task.split(seed)
            rows = fingerprint(split)
            known = split.known
            for side in SIDES:
                chosen: Model | None = None
                best, seconds = -1.0, 0.0
                for model in task.candidates[side](seed):
                    start = clock()
                    model.fit(known)
                    seconds += clock() - start
                    score = float(np.mean(model.predict(known.x_valid) == known.y_valid))
                    model.predict(split.x_test[:50])
                    if score > best:
                        chosen, best = model, score
                assert chosen is not None, f"{task.name} has no candidates on the {side} side"
                predictions = chosen.predict(split.x_test)
                cost = cost_model(seconds, chosen.predict, split.x_test, chosen.size, clock=clock)
                results.append(Result(task.name, seed, side, chosen.name, rows, cost, predictions))
    return results
# endregion run_benchmark
