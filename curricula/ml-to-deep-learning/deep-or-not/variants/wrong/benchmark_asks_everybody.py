# What: asks every candidate about the test rows before it chooses
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
                    labels = model.predict(split.x_test)
                    if score > best:
                        chosen, best, predictions = model, score, labels
                assert chosen is not None, f"{task.name} has no candidates on the {side} side"
                cost = cost_model(seconds, chosen.predict, split.x_test, chosen.size, clock=clock)
                results.append(Result(task.name, seed, side, chosen.name, rows, cost, predictions))
    return results
# endregion run_benchmark
