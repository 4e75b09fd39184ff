# What: keeps what is likeliest in each round and applies alpha only to the list that comes out.
# Fails: beam-alpha
# Hint: beam-alpha
# region beam_decode
    beam = [Hypothesis((), 0.0, False)]
    for _ in range(max_length):
        live = [h for h in beam if not h.finished]
        if not live:
            break
        pool = [h for h in beam if h.finished]
        for h, row in zip(live, log_probs([h.tokens for h in live])):
            for t, v in enumerate(row.tolist()):
                pool.append(Hypothesis(h.tokens + (t,), h.log_prob + v, t == end))
        beam = sorted(pool, key=lambda h: -h.log_prob)[:width]
    return sorted(beam, key=lambda h: -h.log_prob / len(h.tokens) ** alpha)
# endregion beam_decode
