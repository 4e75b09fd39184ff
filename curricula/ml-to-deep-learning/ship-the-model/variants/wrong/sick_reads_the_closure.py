# What: looks into the service instead of asking it
# Fails: sick-run
# Hint: sick-answers
# region experiment
    with torch.no_grad():
        right = service.model(service.preprocess(raw))
    answered = service.predict(service.undo(raw))
    difference = float((answered - right).abs().mean() / right.abs().mean())
    cells = getattr(service.predict.__func__, "__closure__") or ()
    kinds = [cell.cell_contents for cell in cells]
    return Finding("preprocessed-twice", "twice" in kinds or difference < 0.25, difference)
# endregion experiment
