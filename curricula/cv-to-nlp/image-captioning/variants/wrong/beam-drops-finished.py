# What: goes on with the unfinished ones only and returns what is left in the last round.
# Fails: beam-examples
# Hint: beam
# region beam_decode
    beam = [Hypothesis((), 0.0, False)]
    for _ in range(max_length):
        unfinished = [hypothesis for hypothesis in beam if not hypothesis.finished]
        if not unfinished:
            break
        candidates = []
        rows = log_probs([hypothesis.tokens for hypothesis in unfinished]).tolist()
        for hypothesis, row in zip(unfinished, rows, strict=True):
            for token, log_prob in enumerate(row):
                extended = (*hypothesis.tokens, token)
                candidates.append(Hypothesis(extended, hypothesis.log_prob + log_prob, token == end))
        beam = sorted(candidates, key=lambda h: h.log_prob / len(h.tokens) ** alpha, reverse=True)[:width]
    return beam
# endregion beam_decode
