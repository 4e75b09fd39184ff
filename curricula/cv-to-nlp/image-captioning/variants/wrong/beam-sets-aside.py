# What: takes finished hypotheses out of the beam, so that they compete with nobody and free their place.
# Fails: beam-finished
# Hint: beam-place
# region beam_decode
    beam = [Hypothesis((), 0.0, False)]
    done = []
    for _ in range(max_length):
        pool = []
        for h, row in zip(beam, log_probs([h.tokens for h in beam])):
            for t, v in enumerate(row.tolist()):
                pool.append(Hypothesis(h.tokens + (t,), h.log_prob + v, t == end))
        pool.sort(key=lambda h: h.log_prob / len(h.tokens) ** alpha, reverse=True)
        beam = []
        for h in pool[:width]:
            (done if h.finished else beam).append(h)
        if not beam or len(done) >= width:
            break
    return sorted(done + beam, key=lambda h: h.log_prob / len(h.tokens) ** alpha, reverse=True)[:width]
# endregion beam_decode
