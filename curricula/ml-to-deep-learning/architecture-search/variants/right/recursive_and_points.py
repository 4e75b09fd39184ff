# What: halving by recursion with a dictionary of scores, a bootstrap by sets, the report in percentage points
# region successive_halving
    plan = plan_halving(budget, min_epochs, max_epochs, eta)
    trace: list[Entry] = []
    configs, runs = [], []
    while len(runs) < plan[0].candidates:
        configs.append(sample(rng))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))

    def climb(alive: list[int], stage: int, have: int) -> int:
        scores = {}
        for number in sorted(alive):
            scores[number] = runs[number].advance(plan[stage].epochs - have)
            trace.append(Entry(number, plan[stage].epochs, scores[number]))
        order = sorted(scores, key=lambda i: (scores[i] != scores[i], -scores[i] if scores[i] == scores[i] else 0, i))
        if stage + 1 == len(plan):
            return order[0]
        return climb(order[: plan[stage + 1].candidates], stage + 1, plan[stage].epochs)

    return Result(trace, configs, runs, climb(list(range(len(runs))), 0, 0))
# endregion successive_halving
# region nested_report
    matrix = np.stack([np.asarray(run.correct, dtype=float) for run in result.runs], axis=1)
    v = len(matrix)
    notes = []
    while len(notes) < draws:
        rows = rng.choice(v, size=v)
        rest = sorted(set(range(v)) - set(rows.tolist()))
        if rest:
            notes.append(matrix[rest, matrix[rows].mean(axis=0).argmax()].mean())
    best = result.runs[result.best]
    validation = float(np.mean(best.correct))
    corrected = float(sum(notes) / len(notes))
    test.finalize(result.configs[result.best])
    rows, labels = test.loader()
    correct = best.predict(rows) == labels
    share = float(correct.sum() / len(labels))
    half = 1.96 * math.sqrt(share * (1 - share) / len(labels))
    return NestedReport(validation, corrected, validation - corrected, share, share - half, share + half, validation - share, correct)
# endregion nested_report
# region results
**Answer.** With 81 epochs halving found a network with 95.7 % on test rows, where its validation score was 96.0 percent.
An RBF-SVM from 27 candidates is better by 1.6 percentage points (95 % interval 0.5 to 2.7 points).

| figure | value |
| --- | --- |
| random_test | 0.9557 |
| optuna_test | 0.9591 |
| halving_validation | 0.9600 |
| halving_corrected | 0.9536 |
| halving_test | 0.9574 |
| halving_test_low | 0.9460 |
| halving_test_high | 0.9688 |
| halving_gap | 0.0026 |
| halving_optimism | 0.0064 |
| halving_parameters | 9114 |
| classical_test | 0.9733 |
| difference | -0.0159 |
| low | -0.0266 |
| high | -0.0052 |
| verdict | classical |

The gap: validation is above the test by .0026, the bootstrap puts .0064 down to the choice, and the rest is the draw of
rows, for 200 validation rows alone move an accuracy by more than that.

Worst failure: test row 754, a 5 read as 0.
# endregion results
