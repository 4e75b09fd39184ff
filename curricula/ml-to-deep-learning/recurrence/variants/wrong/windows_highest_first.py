# What: puts the higher point first, whenever it came
# Fails: windows-hand-example
# Hint: windows-order
# region peak_windows
    highest = x.argmax(axis=1)
    away = np.abs(np.arange(x.shape[1]) - highest[:, None]) > 2
    second = np.where(away, x, -np.inf).argmax(axis=1)
    padded = np.pad(x, ((0, 0), (half, half)))
    centers = np.stack([highest, second], axis=1)
    columns = centers[:, :, None] + np.arange(2 * half + 1)
    return padded[np.arange(len(x))[:, None, None], columns].reshape(len(x), -1)
# endregion peak_windows
