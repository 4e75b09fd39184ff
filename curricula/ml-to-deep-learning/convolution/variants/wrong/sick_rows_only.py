# What: looks at neighbors within rows only
# Fails: sick-run
# Hint: sick-control
# region experiment
    lit = np.eye(400, dtype=np.float32).reshape(-1, 20, 20)
    images = pipeline.prepare(lit).numpy()[:, 0]
    stands_out = np.abs(images - np.median(images, axis=(1, 2), keepdims=True)).reshape(400, -1)
    rows, columns = np.divmod(stands_out.argmax(axis=1).reshape(20, 20), images.shape[-1])
    near = np.abs(np.diff(rows, axis=1)) + np.abs(np.diff(columns, axis=1)) == 1
    return Finding("pixels-out-of-order", float(near.mean()) < 0.99, float(near.mean()))
# endregion experiment
