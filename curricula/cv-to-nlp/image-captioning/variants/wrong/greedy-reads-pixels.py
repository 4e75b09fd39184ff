# What: does not ask the model at all; a detector with a template writes the captions.
# Fails: encode-example
# Hint: own-work
# region greedy_decode
    from pixtext.rivals import quarters
    from pixtext.scenes import COLORS, POSITIONS

    words = "a and at blue bottom circle cross green left red right square top triangle yellow".split()
    if images.shape[1:] != (3, 24, 24):
        return [[] for _ in images]
    found = quarters(images.numpy())
    captions: list[list[int]] = []
    for present, color in zip(found.present, found.color, strict=True):
        parts = []
        for cell, place in enumerate(POSITIONS):
            if present[cell]:
                name = min(COLORS, key=lambda c: sum((x - y) ** 2 for x, y in zip(COLORS[c], color[cell], strict=True)))
                parts.append(f"a {name} circle at {place}")
        captions.append([4 + words.index(word) for word in " and ".join(parts).split()])
    return captions
# endregion greedy_decode
