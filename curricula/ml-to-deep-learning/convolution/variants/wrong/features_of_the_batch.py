# What: subtracts the mean of the batch from each feature
# Fails: features-shape
# Hint: features-alone
# region shift_features
    features = np.abs(np.fft.rfft2(canvases)).reshape(len(canvases), -1)
    return (features - features.mean(axis=0)).astype(np.float32)
# endregion shift_features
