# What: hands the pixels on as they are
# Fails: shifted
# Hint: features-move
# region shift_features
    return canvases.reshape(len(canvases), -1)
# endregion shift_features
