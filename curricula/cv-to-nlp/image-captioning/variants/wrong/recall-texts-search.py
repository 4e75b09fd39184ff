# What: lets each text look for its picture.
# Fails: recall-duplicates
# Hint: recall-direction
# region recall_at_1
    z = F.normalize(image_vectors, dim=1) @ F.normalize(text_vectors, dim=1).T
    return sum(captions[j] == captions[i] for i, j in enumerate(z.argmax(0).tolist())) / len(captions)
# endregion recall_at_1
