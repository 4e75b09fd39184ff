# What: takes 1.96 for five draws
# Fails: ablation-hand-example
# Hint: ablation-t
# region ablation
    if len(seeds) < 5:
        raise ValueError("five seeds or more are needed")
    scores = {variant: [run(variant, seed) for seed in seeds] for variant in variants}
    test = {variant: np.array([score.test for score in scores[variant]]) for variant in variants}
    quantile = 1.96
    effects: list[Effect] = []
    for variant in variants:
        difference = test[variant] - test[baseline]
        mean = float(difference.mean())
        half = quantile * float(difference.std(ddof=1)) / len(seeds) ** 0.5
        train = float(np.mean([score.train for score in scores[variant]]))
        effects.append(Effect(variant, train, float(test[variant].mean()), mean, mean - half, mean + half))
    return effects
# endregion ablation
