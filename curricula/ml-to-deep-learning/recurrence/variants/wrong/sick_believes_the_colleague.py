# What: believes the colleague that short rows hold too little context
# Fails: sick-run
# Hint: sick-name
# region experiment
    with torch.no_grad():
        logits = model(x, lengths)
    short = logits[lengths < 5]
    return Finding("history-cut", len(short) > 0, float(len(short)))
# endregion experiment
