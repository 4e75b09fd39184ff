# What: extends finished hypotheses like the others, with whatever the model says after the end.
# Fails: beam-finished
# Hint: beam-finished
# region beam_decode
    beam = [Hypothesis((), 0.0, False)]
    for _ in range(max_length):
        candidates = [hypothesis for hypothesis in beam if hypothesis.finished]
        rows = log_probs([hypothesis.tokens for hypothesis in beam]).tolist()
        for hypothesis, row in zip(beam, rows, strict=True):
            for token, log_prob in enumerate(row):
                if not hypothesis.finished:
                    extended = (*hypothesis.tokens, token)
                    candidates.append(Hypothesis(extended, hypothesis.log_prob + log_prob, token == end))
        beam = sorted(candidates, key=lambda h: h.log_prob / len(h.tokens) ** alpha, reverse=True)[:width]
    return beam
# endregion beam_decode
