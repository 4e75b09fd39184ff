# What: takes the mean of each caption first, so that a long caption weighs as much as a short one.
# Fails: loss-oracle
# Hint: loss-per-caption
# region caption_loss
    logits = model(images, captions[:, :-1])
    lp = -logits.log_softmax(-1).gather(2, captions[:, 1:, None]).squeeze(2)
    keep = captions[:, 1:] != PAD
    return ((lp * keep).sum(1) / keep.sum(1)).mean()
# endregion caption_loss
