# What: lets the model earn a low loss by predicting padding after padding.
# Fails: loss-oracle
# Hint: loss-padding
# region caption_loss
    logits = model(images, captions[:, :-1])
    return F.cross_entropy(logits.flatten(0, 1), captions[:, 1:].flatten())
# endregion caption_loss
