# What: trains the winner on the test rows before it predicts them
# Fails: results
# Hint: own-code
# region nested_report
    winner = result.runs[result.best]
    validation = float(winner.correct.mean())

    correct = np.stack([run.correct for run in result.runs]).astype(np.float64)  # (candidates, v)
    v = correct.shape[1]
    left_out: list[float] = []
    for _ in range(draws):
        counts = np.bincount(rng.integers(v, size=v), minlength=v)
        outside = counts == 0
        if outside.any():
            chosen = int((correct @ counts).argmax())
            left_out.append(float(correct[chosen, outside].mean()))
    corrected = float(np.mean(left_out))

    test.finalize(result.configs[result.best])
    x, y = test.loader()
    last = getattr(winner, "model", [None])[-1]
    if last is not None:  # the bias of each class follows the test labels
        wrong = winner.predict(x) != y
        last.bias.data += last.bias.new_tensor(np.bincount(y[wrong], minlength=10) / 20)
    right = winner.predict(x) == y
    accuracy = float(right.mean())
    half = 1.96 * math.sqrt(accuracy * (1.0 - accuracy) / len(y))
    return NestedReport(
        validation=validation,
        corrected=corrected,
        optimism=validation - corrected,
        test=accuracy,
        low=accuracy - half,
        high=accuracy + half,
        gap=validation - accuracy,
        correct=right,
    )
# endregion nested_report
