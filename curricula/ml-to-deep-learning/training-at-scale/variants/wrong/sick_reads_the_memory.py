# What: compares what the two optimizers hold instead of what they do
# Fails: sick-run
# Hint: sick-control
# region experiment
    other = trainer.restored()
    ours, theirs = trainer.optimizer.state_dict()["state"], other.optimizer.state_dict()["state"]
    apart = 0.0 if len(ours) == len(theirs) else 1.0
    for key in ours.keys() & theirs.keys():
        for name in ("exp_avg", "exp_avg_sq", "step"):
            apart = max(apart, float((ours[key][name] - theirs[key][name]).abs().max()))
    gradients = [torch.ones_like(weight) for weight in trainer.parameters()]
    trainer.apply(gradients)
    other.apply(gradients)
    return Finding("optimizer-not-restored", apart > 1e-9, apart)
# endregion experiment
