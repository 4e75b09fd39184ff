# What: dot products instead of cosines.
# Fails: clip-oracle
# Hint: clip-length
# region clip_loss
    logits = scale * image_vectors @ text_vectors.T
    own = torch.arange(len(logits))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
# endregion clip_loss
