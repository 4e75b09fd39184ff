# What: goes on at the other end of the series where a window leaves it
# Fails: windows-hand-example
# Hint: windows-ends
# region peak_windows
    highest = x.argmax(axis=1)
    away = np.abs(np.arange(x.shape[1]) - highest[:, None]) > 2
    second = np.where(away, x, -np.inf).argmax(axis=1)
    centers = np.sort(np.stack([highest, second], axis=1), axis=1)
    columns = (centers[:, :, None] + np.arange(-half, half + 1)) % x.shape[1]
    return x[np.arange(len(x))[:, None, None], columns].reshape(len(x), -1)
# endregion peak_windows
