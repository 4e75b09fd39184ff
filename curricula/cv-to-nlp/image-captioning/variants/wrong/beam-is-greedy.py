# What: keeps one hypothesis whatever the width.
# Fails: beam-examples
# Hint: beam
# region beam_decode
    tokens: tuple[int, ...] = ()
    total = 0.0
    for _ in range(max_length):
        row = log_probs([tokens])[0]
        best = int(row.argmax())
        tokens, total = (*tokens, best), total + row[best].item()
        if best == end:
            return [Hypothesis(tokens, total, True)]
    return [Hypothesis(tokens, total, False)]
# endregion beam_decode
