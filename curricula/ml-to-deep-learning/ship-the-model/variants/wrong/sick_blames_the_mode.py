# What: blames an export in training mode
# Fails: sick-run
# Hint: sick-name
# region experiment
    with torch.no_grad():
        right = service.model(service.preprocess(raw))
    # One preprocessing taken away beforehand: a service that does it twice now does it once.
    answered = service.predict(service.undo(raw))
    difference = float((answered - right).abs().mean() / right.abs().mean())
    return Finding("exported-in-training-mode", difference < 0.25, difference)
# endregion experiment
