# What: counts only the text in the same row, although others say the same.
# Fails: recall-duplicates
# Hint: recall-duplicates
# region recall_at_1
    cosines = F.normalize(image_vectors, dim=1) @ F.normalize(text_vectors, dim=1).T
    return (cosines.argmax(dim=1) == torch.arange(len(captions))).float().mean().item()
# endregion recall_at_1
