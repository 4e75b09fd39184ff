# What: erases the first point in the caller's series to find the second
# Fails: windows-hand-example
# Hint: windows-ends
# region peak_windows
    padded = np.pad(x, ((0, 0), (half, half)))
    rows = np.arange(len(x))
    highest = x.argmax(axis=1)
    for shift in range(-2, 3):
        steps = np.clip(highest + shift, 0, x.shape[1] - 1)
        x[rows, steps] = -np.inf
    centers = np.sort(np.stack([highest, x.argmax(axis=1)], axis=1), axis=1)
    columns = centers[:, :, None] + np.arange(2 * half + 1)
    return padded[rows[:, None, None], columns].reshape(len(x), -1)
# endregion peak_windows
