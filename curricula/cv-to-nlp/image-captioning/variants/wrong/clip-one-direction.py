# What: only pictures look for texts.
# Fails: clip-oracle
# Hint: clip-one-way
# region clip_loss
    logits = scale * F.normalize(image_vectors, dim=1) @ F.normalize(text_vectors, dim=1).T
    return F.cross_entropy(logits, torch.arange(len(logits)))
# endregion clip_loss
