# What: cuts a caption that does not fit instead of refusing it, so that its end mark is lost.
# Fails: encode-example
# Hint: encode-too-long
# region encode_caption
    ids = [BEGIN, *(vocabulary.id_of(word) for word in tokenize(caption)), END]
    return (ids + [PAD] * length)[:length]
# endregion encode_caption
