# What: calls every change of the pixels a fault
# Fails: sick-run
# Hint: sick-control
# region experiment
    canvases = np.random.default_rng(0).random((8, 20, 20)).astype(np.float32)
    images = pipeline.prepare(canvases).numpy()[:, 0]
    same = images.shape == canvases.shape and np.allclose(images, canvases)
    return Finding("pixels-out-of-order", not same, float(not same))
# endregion experiment
