# What: loops over images and over draws, and a report in percent and points
# region forward
        if not self.training:
            return x
        scale = 1.0 / (1.0 - self.p)
        return torch.where(torch.rand(x.shape) < self.p, torch.zeros_like(x), x * scale)
# endregion forward
# region step
        better = loss < self.best_loss
        self.waited = 0 if better else self.waited + 1
        if better:
            self.best_loss = loss
            self.best_state = {}
            for name, value in model.state_dict().items():
                self.best_state[name] = value.detach().clone()
        return self.waited == self.patience or self.waited > self.patience
# endregion step
# region augment_shift_noise
    side = round(x.shape[1] ** 0.5)
    out = torch.zeros_like(x).view(-1, side, side)
    starts = torch.randint(0, 2 * shift + 1, (len(x), 2), generator=generator).tolist()
    for new, old, (first_row, first_column) in zip(out, x.view(-1, side, side), starts):
        down, right = shift - first_row, shift - first_column
        new[max(0, down) : side + min(0, down), max(0, right) : side + min(0, right)] = old[
            max(0, -down) : side - max(0, down), max(0, -right) : side - max(0, right)
        ]
    return out.view(len(x), -1) + torch.randn(x.shape, generator=generator, dtype=x.dtype) * noise
# endregion augment_shift_noise
# region ablation
    if len(seeds) < 5:
        raise ValueError("too few seeds")
    scores = {}
    for seed in seeds:
        for variant in variants:
            scores[variant, seed] = run(variant, seed)
    effects = []
    for variant in variants:
        d = [scores[variant, seed].test - scores[baseline, seed].test for seed in seeds]
        mean = sum(d) / len(d)
        deviation = (sum((value - mean) ** 2 for value in d) / (len(d) - 1)) ** 0.5
        half = stats.t.isf(0.025, df=len(d) - 1) * deviation / len(d) ** 0.5
        train = sum(scores[variant, seed].train for seed in seeds) / len(d)
        test = sum(scores[variant, seed].test for seed in seeds) / len(d)
        effects.append(Effect(variant, train, test, mean, mean - half, mean + half))
    return effects
# endregion ablation
# region experiment
    # every image is a class of its own: a held-out one was never seen unless it leaked
    study.y = torch.arange(len(study.x))
    known = study.validate().validation_accuracy[-1]
    return Finding("held-out-images-in-training", known > 0.05, known)
# endregion experiment
# region results
**Answer.** With 20 % wrong labels the network reads 86.2 % of clean digits instead of 71.9 %: 14.3 percentage points
more, 95 % interval 10.5 to 18.1 points. The RBF-SVM on the same augmented rows has 90.9 percent; the network is 4.7
points behind (95 % interval 2.9 to 6.6 points).

| variant | train | test | minus plain | low | high | verdict |
| --- | --- | --- | --- | --- | --- | --- |
| plain | 1.0000 | 0.7187 | 0.0000 | 0.0000 | 0.0000 | baseline |
| decay | 1.0000 | 0.7256 | 0.0069 | 0.0019 | 0.0118 | helps |
| stopping | 0.7453 | 0.8178 | 0.0991 | 0.0410 | 0.1572 | helps |
| dropout | 0.9973 | 0.7893 | 0.0706 | 0.0554 | 0.0858 | helps |
| augment | 0.8000 | 0.8419 | 0.1233 | 0.0667 | 0.1798 | helps |
| all | 0.7627 | 0.8617 | 0.1430 | 0.1048 | 0.1813 | helps |

| model | test | all minus it | low | high | verdict |
| --- | --- | --- | --- | --- | --- |
| logistic | 0.8428 | 0.0189 | -0.0039 | 0.0417 | no difference |
| boosting | 0.7390 | 0.1227 | 0.0904 | 0.1550 | deep |
| forest | 0.8377 | 0.0241 | -0.0102 | 0.0583 | no difference |
| forest_augmented | 0.8511 | 0.0106 | -0.0155 | 0.0367 | no difference |
| rbf_svm | 0.8969 | -0.0352 | -0.0525 | -0.0179 | classical |
| rbf_svm_augmented | 0.9091 | -0.0474 | -0.0657 | -0.0291 | classical |

Worst failure: draw 0, test row 107, a 1 read as 2.
# endregion results
