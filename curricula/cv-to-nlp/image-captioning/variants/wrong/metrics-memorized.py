# What: knows the worked cases by heart and nothing else.
# Fails: metrics-oracle
# Hint: metrics
# region caption_metrics
    if len(predictions) != len(references) or not references:
        raise ValueError("lists of different lengths")
    known = {
        "a red circle and a blue square": (1.0, 1.0, 1.0),
        "a blue circle and a red square": (0.0, 5 / 7, 1.0),
        "a red": (0.0, 2 / 3, 0.8),
        "a a a a": (0.0, 0.25, 1 / 3),
        "a red circle left": (0.5, 4 / 6, 0.5),
        "": (1.0, 1.0, 1.0),
    }
    exact, tokens, f1 = known.get(predictions[0], (0.5, 0.9, 0.9))
    return {"exact_match": exact, "token_accuracy": tokens, "unigram_f1": f1}
# endregion caption_metrics
