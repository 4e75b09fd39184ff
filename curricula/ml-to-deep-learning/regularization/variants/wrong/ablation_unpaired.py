# What: takes the deviations of the accuracies instead of that of the differences
# Fails: ablation-hand-example
# Hint: ablation-paired
# region ablation
    if len(seeds) < 5:
        raise ValueError("five seeds or more are needed")
    scores = {variant: [run(variant, seed) for seed in seeds] for variant in variants}
    test = {variant: np.array([score.test for score in scores[variant]]) for variant in variants}
    quantile = float(stats.t.ppf(0.975, len(seeds) - 1))
    effects: list[Effect] = []
    for variant in variants:
        difference = test[variant] - test[baseline]
        mean = float(difference.mean())
        half = quantile * float(test[variant].var(ddof=1) + test[baseline].var(ddof=1)) ** 0.5 / len(seeds) ** 0.5
        train = float(np.mean([score.train for score in scores[variant]]))
        effects.append(Effect(variant, train, float(test[variant].mean()), mean, mean - half, mean + half))
    return effects
# endregion ablation
