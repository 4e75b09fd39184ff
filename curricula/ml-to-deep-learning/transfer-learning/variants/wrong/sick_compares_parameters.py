# What: looks at the parameters only
# Fails: sick-run
# Hint: sick-control
# region experiment
    first = tuner.features(x)
    again = tuner.features(x)  # the control: nothing happened between the two
    before = [parameter.detach().clone() for parameter in tuner.backbone.parameters()]
    tuner.step(x, y)
    after = tuner.features(x)
    frozen = all(torch.equal(old, new) for old, new in zip(before, tuner.backbone.parameters()))
    change = float((after - first).abs().max())
    return Finding("statistics-moved", not frozen, change)
# endregion experiment
