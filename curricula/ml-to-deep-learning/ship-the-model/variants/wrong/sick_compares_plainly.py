# What: compares with doubly preprocessed images, which a covered camera resembles
# Fails: sick-run
# Hint: sick-control
# region experiment
    with torch.no_grad():
        twice = service.model(service.preprocess(service.preprocess(raw)))
    answered = service.predict(raw)
    difference = float((answered - twice).abs().mean() / twice.abs().mean())
    return Finding("preprocessed-twice", difference < 0.25, difference)
# endregion experiment
