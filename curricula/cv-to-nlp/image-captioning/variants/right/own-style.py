# What: masks by comparing positions, loops instead of flattening, log-softmax and gather, cached visual tokens, batched
# beams with topk, inference mode.
# region encode_caption
    ids = [BEGIN]
    for word in tokenize(caption):
        ids.append(vocabulary.id_of(word))
    ids.append(END)
    missing = length - len(ids)
    if missing < 0:
        raise ValueError("the caption is too long")
    ids.extend(missing * [PAD])
    return ids
# endregion encode_caption
# region prefix_mask
    row = torch.arange(total)[:, None]
    column = torch.arange(total)[None]
    return (column <= row) | (column < prefix)
# endregion prefix_mask
# region visual_tokens
        features = self.stem(images).permute(0, 2, 3, 1)
        rows = [self.projector(features[:, r]) for r in range(features.shape[1])]
        return torch.cat(rows, dim=1) + self.visual_places[None]
# endregion visual_tokens
# region forward
        visual = self.visual_tokens(images)
        prefix, length = visual.shape[1], tokens.shape[1]
        x = torch.cat((visual, self.language_model.embed(tokens)), 1)
        logits = self.language_model.head(self.language_model.run(x, prefix_mask(prefix, prefix + length)))
        return logits[:, -length:]
# endregion forward
# region caption_loss
    log_p = model(images, captions)[:, :-1].log_softmax(-1)
    targets = captions[:, 1:]
    picked = log_p.gather(-1, targets[..., None]).squeeze(-1)
    counted = (targets != PAD).to(picked.dtype)
    return -(picked * counted).sum() / counted.sum()
# endregion caption_loss
# region train_step
    model.train()
    loss = caption_loss(model, images, captions)
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(list(model.parameters()), max_norm=1.0)
    optimizer.step()
    return float(loss.detach())
# endregion train_step
# region greedy_decode
    mode = model.training
    model.eval()
    captions: list[list[int]] = [[] for _ in range(images.shape[0])]
    open_rows = list(range(images.shape[0]))
    with torch.inference_mode():
        for _ in range(max_length):
            if not open_rows:
                break
            words = torch.tensor([[BEGIN, *captions[row]] for row in open_rows])
            best = model(images[open_rows], words)[:, -1].argmax(dim=-1).tolist()
            still = []
            for row, word in zip(open_rows, best, strict=True):
                if word != END:
                    captions[row].append(word)
                    still.append(row)
            open_rows = still
    model.train(mode)
    return captions
# endregion greedy_decode
# region beam_decode
    def rank(item: tuple[tuple[int, ...], float, bool]) -> float:
        return -item[1] / (max(1, len(item[0])) ** alpha)

    beam: list[tuple[tuple[int, ...], float, bool]] = [((), 0.0, False)]
    for _ in range(max_length):
        if all(done for _, _, done in beam):
            break
        asked = [tokens for tokens, _, done in beam if not done]
        table = dict(zip(asked, log_probs(asked), strict=True))
        pool: list[tuple[tuple[int, ...], float, bool]] = []
        for tokens, total, done in beam:
            if done:
                pool.append((tokens, total, done))
                continue
            values = table[tokens] + total
            pool += [((*tokens, k), float(value), k == end) for k, value in enumerate(values)]
        pool.sort(key=rank)
        beam = pool[:width]
    return [Hypothesis(*item) for item in beam]
# endregion beam_decode
# region caption_metrics
    n = len(references)
    if n == 0 or n != len(predictions):
        raise ValueError("as many predictions as references, and at least one")
    pairs = [(p.split(), r.split()) for p, r in zip(predictions, references, strict=True)]
    longer = sum(max(len(p), len(r)) for p, r in pairs)
    right = sum(1 for p, r in pairs for t in range(min(len(p), len(r))) if p[t] == r[t])
    f1 = []
    for p, r in pairs:
        shared = sum(min(p.count(word), r.count(word)) for word in set(p))
        f1.append(1.0 if not p and not r else 2 * shared / (len(p) + len(r)))
    return {
        "exact_match": sum(p == r for p, r in pairs) / n,
        "token_accuracy": right / longer if longer else 1.0,
        "unigram_f1": sum(f1) / n,
    }
# endregion caption_metrics
# region clip_loss
    a = image_vectors / image_vectors.norm(dim=1, keepdim=True)
    b = text_vectors / text_vectors.norm(dim=1, keepdim=True)
    logits = scale * (a @ b.T)
    to_text = -logits.log_softmax(dim=1).diagonal().mean()
    to_picture = -logits.log_softmax(dim=0).diagonal().mean()
    return 0.5 * (to_text + to_picture)
# endregion clip_loss
# region recall_at_1
    hits = 0
    for row, vector in enumerate(image_vectors):
        found = int(F.cosine_similarity(vector[None], text_vectors).argmax())
        hits += captions[found] == captions[row]
    return hits / len(captions)
# endregion recall_at_1
# region smallest_experiment
    # Change one word; a copier's answer at that position changes to the new word.
    hits = []
    for position in range(1, captions.shape[1] - 1):
        changed = captions.clone()
        changed[:, position] = (captions[:, position] + 3) % 12 + 4
        answers = captioner(images, changed)[:, position].argmax(-1)
        hits.append((answers == changed[:, position]).float())
    return torch.stack(hits).mean().item()
# endregion smallest_experiment
