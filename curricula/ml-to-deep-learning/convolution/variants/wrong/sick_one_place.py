# What: follows one pixel and its two neighbors, and no other
# Fails: sick-run
# Hint: sick-control
# region experiment
    lit = np.zeros((4, 20, 20), dtype=np.float32)
    for number, (row, column) in enumerate(((9, 9), (9, 10), (10, 9))):
        lit[number, row, column] = 1.0
    images = pipeline.prepare(lit).numpy()[:, 0]
    places = [np.unravel_index(np.abs(image - images[3]).argmax(), image.shape) for image in images[:3]]
    apart = max(abs(int(a) - int(c)) + abs(int(b) - int(d)) for a, b in places[1:] for c, d in places[:1])
    return Finding("pixels-out-of-order", apart > 1, float(apart))
# endregion experiment
