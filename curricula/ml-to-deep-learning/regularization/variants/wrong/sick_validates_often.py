# What: validates many times and sets the count of the checks back
# Fails: sick-run
# Hint: sick-control
# region experiment
    reached = []
    for seed in range(4):
        order = torch.randperm(len(study.y), generator=torch.Generator().manual_seed(seed))
        study.y = study.y[order]  # now no image says anything about its label
        reached.append(study.validate().validation_accuracy[-1])
        study.validations = 0  # type: ignore[attr-defined]
    chance = float(study.y.bincount().max()) / len(study.y)
    mean = sum(reached) / len(reached)
    return Finding("held-out-images-in-training", mean > chance + 0.15, mean)
# endregion experiment
