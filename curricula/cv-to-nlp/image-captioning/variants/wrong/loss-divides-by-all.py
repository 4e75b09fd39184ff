# What: leaves padding out of the sum but divides by all positions.
# Fails: loss-oracle
# Hint: loss
# region caption_loss
    logits = model(images, captions[:, :-1])
    targets = captions[:, 1:]
    losses = F.cross_entropy(logits.transpose(1, 2), targets, reduction="none")
    return (losses * (targets != PAD)).mean()
# endregion caption_loss
