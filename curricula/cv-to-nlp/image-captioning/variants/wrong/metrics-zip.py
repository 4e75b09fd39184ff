# What: divides token accuracy by the compared positions, so that missing words cost nothing.
# Fails: metrics-examples
# Hint: metrics-length
# region caption_metrics
    if len(predictions) != len(references) or not references:
        raise ValueError("lists of different lengths")
    exact, right, positions, f1 = 0, 0, 0, 0.0
    for prediction, reference in zip(predictions, references, strict=True):
        said, true = prediction.split(), reference.split()
        exact += said == true
        right += sum(a == b for a, b in zip(said, true, strict=False))
        positions += min(len(said), len(true))
        f1 += 2 * sum((Counter(said) & Counter(true)).values()) / max(1, len(said) + len(true))
    n = len(references)
    return {"exact_match": exact / n, "token_accuracy": right / max(1, positions), "unigram_f1": f1 / n}
# endregion caption_metrics
