# What: takes the two highest points even if they are neighbors
# Fails: windows-hand-example
# Hint: windows-ends
# region peak_windows
    centers = np.sort(np.argsort(-x, axis=1)[:, :2], axis=1)
    padded = np.pad(x, ((0, 0), (half, half)))
    columns = centers[:, :, None] + np.arange(2 * half + 1)
    return padded[np.arange(len(x))[:, None, None], columns].reshape(len(x), -1)
# endregion peak_windows
