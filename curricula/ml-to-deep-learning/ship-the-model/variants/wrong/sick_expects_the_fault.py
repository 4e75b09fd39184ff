# What: computes what a sick service answers to plain images; a covered camera answers nearly the same
# Fails: sick-run
# Hint: sick-control
# region experiment
    with torch.no_grad():
        twice = service.model(service.preprocess(service.preprocess(raw)))
    difference = float((service.predict(raw) - twice).abs().max())
    return Finding("preprocessed-twice", difference < 0.01, difference)
# endregion experiment
