# What: trains the model to repeat the word that it reads.
# Fails: loss-oracle
# Hint: loss-unshifted
# region caption_loss
    logits = model(images, captions)
    return F.cross_entropy(logits.flatten(0, 1), captions.flatten(), ignore_index=PAD)
# endregion caption_loss
