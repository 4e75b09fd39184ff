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
# region results
**Answer.** With 20 % wrong labels the network reads 86.7 % of clean digits instead of 70.1 %: 16.6 percentage points
more, 95 % interval 12.2 to 21.0 points. The RBF-SVM on the same augmented rows has 90.2 percent; the network is 3.5
points behind (95 % interval 1.6 to 5.4 points).

| variant | train | test | minus plain | low | high | verdict |
| --- | --- | --- | --- | --- | --- | --- |
| plain | 1.0000 | 0.7011 | 0.0000 | 0.0000 | 0.0000 | baseline |
| decay | 1.0000 | 0.7082 | 0.0072 | 0.0007 | 0.0137 | helps |
| stopping | 0.7227 | 0.7895 | 0.0885 | 0.0497 | 0.1273 | helps |
| dropout | 1.0000 | 0.7777 | 0.0766 | 0.0568 | 0.0963 | helps |
| augment | 0.8693 | 0.8014 | 0.1004 | 0.0579 | 0.1428 | helps |
| all | 0.7787 | 0.8669 | 0.1658 | 0.1217 | 0.2098 | helps |

| model | test | all minus it | low | high | verdict |
| --- | --- | --- | --- | --- | --- |
| logistic | 0.8428 | 0.0241 | -0.0057 | 0.0538 | no difference |
| boosting | 0.7074 | 0.1595 | 0.1261 | 0.1929 | deep |
| forest | 0.8377 | 0.0292 | 0.0006 | 0.0578 | deep |
| forest_augmented | 0.8663 | 0.0006 | -0.0349 | 0.0361 | no difference |
| rbf_svm | 0.8996 | -0.0328 | -0.0681 | 0.0026 | no difference |
| rbf_svm_augmented | 0.9019 | -0.0351 | -0.0541 | -0.0161 | classical |

Worst failure: draw 0, test row 698, a 3 read as 7.
# endregion results
