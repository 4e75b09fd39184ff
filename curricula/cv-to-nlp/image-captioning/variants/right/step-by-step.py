# What: a row of padding that fills up in decoding, a heap, clipping by hand, einsum, cosine_similarity, zip_longest; an
# experiment with the pictures of other captions.
# region encode_caption
    row = torch.full((length,), PAD).tolist()
    ids = [BEGIN, *map(vocabulary.id_of, tokenize(caption)), END]
    if len(ids) > length:
        raise ValueError("too long")
    row[: len(ids)] = ids
    return row
# endregion encode_caption
# region prefix_mask
    mask = torch.ones(total, total).tril().bool()
    mask[:prefix, :prefix] = True
    return mask
# endregion prefix_mask
# region visual_tokens
        f = self.stem(images)
        out = torch.einsum("bcyx,dc->byxd", f, self.projector.weight) + self.projector.bias
        return out.flatten(1, 2) + self.visual_places
# endregion visual_tokens
# region forward
        visual = self.visual_tokens(images)
        words = self.language_model.embed(tokens)
        row = torch.hstack((visual, words))
        mask = prefix_mask(9, 9 + tokens.shape[1])
        return self.language_model.head(self.language_model.run(row, mask))[:, -tokens.shape[1]:, :]
# endregion forward
# region caption_loss
    logits = model(images, captions)[:, :-1]
    return F.cross_entropy(logits.transpose(1, 2), captions[:, 1:], ignore_index=PAD)
# endregion caption_loss
# region train_step
    model.train()
    model.zero_grad(set_to_none=False)
    loss = caption_loss(model, images, captions)
    loss.backward()
    total = torch.sqrt(sum((p.grad ** 2).sum() for p in model.parameters() if p.grad is not None))
    if total > 1:
        for p in model.parameters():
            if p.grad is not None:
                p.grad /= total
    optimizer.step()
    return loss.item()
# endregion train_step
# region greedy_decode
    before = model.training
    model.eval()
    words = torch.full((len(images), max_length + 1), PAD)
    words[:, 0] = BEGIN
    with torch.no_grad():
        for t in range(max_length):
            words[:, t + 1] = model(images, words[:, :-1])[:, t].argmax(-1)
    model.train(before)
    result = []
    for row in words[:, 1:].tolist():
        result.append(row[: row.index(END)] if END in row else row)
    return result
# endregion greedy_decode
# region beam_decode
    import heapq
    beam = [Hypothesis((), 0.0, False)]
    for _ in range(max_length):
        unfinished = [h for h in beam if not h.finished]
        if not unfinished:
            return beam
        scores = log_probs([h.tokens for h in unfinished])
        pool = [h for h in beam if h.finished]
        best = torch.topk(scores, min(width, scores.shape[1]), dim=1)
        for h, values, ids in zip(unfinished, best.values, best.indices):
            for v, i in zip(values, ids):
                pool.append(Hypothesis((*h.tokens, int(i)), h.log_prob + float(v), int(i) == end))
        beam = heapq.nlargest(width, pool, key=lambda h: h.log_prob / len(h.tokens) ** alpha)
    return beam
# endregion beam_decode
# region caption_metrics
    import itertools
    if not predictions or len(predictions) != len(references):
        raise ValueError
    pairs = [(p.split(), r.split()) for p, r in zip(predictions, references, strict=True)]
    em = [p == r for p, r in pairs]
    hits = [a == b for p, r in pairs for a, b in itertools.zip_longest(p, r)]
    f = []
    for p, r in pairs:
        if not p and not r:
            f.append(1.0)
            continue
        both = Counter(p) & Counter(r)
        f.append(2 * both.total() / (len(p) + len(r)))
    return {"exact_match": sum(em) / len(em), "token_accuracy": sum(hits) / len(hits) if hits else 1.0,
            "unigram_f1": sum(f) / len(f)}
# endregion caption_metrics
# region clip_loss
    z = scale * F.cosine_similarity(image_vectors[:, None], text_vectors[None], dim=-1)
    return -0.5 * (z.log_softmax(0).diagonal().mean() + z.log_softmax(1).diagonal().mean())
# endregion clip_loss
# region recall_at_1
    z = F.cosine_similarity(image_vectors[:, None], text_vectors[None], dim=-1)
    hits = [captions[i] == captions[int(row.argmax())] for i, row in enumerate(z)]
    return sum(hits) / len(hits)
# endregion recall_at_1
# region smallest_experiment
    with torch.no_grad():
        said = captioner(images.roll(1, 0), captions).argmax(-1)
    return (said == captions).float().mean().item()
# endregion smallest_experiment
