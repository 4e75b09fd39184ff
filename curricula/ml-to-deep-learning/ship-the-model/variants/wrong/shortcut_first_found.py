# What: stops at the first pixel above the threshold
# Fails: shortcut
# Hint: shortcut-intervene
# region find_shortcut
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    attributions = integrated_gradients(model, images, labels, torch.zeros_like(images), steps=16)
    importance = attributions.abs().mean(dim=(0, 1))
    rng = np.random.default_rng(seed)

    def accuracy(values: Tensor) -> float:
        model.eval()
        with torch.no_grad():
            return float((model(values).argmax(dim=1) == labels).double().mean())

    before = accuracy(images)
    found: list[Shortcut] = []
    for number in importance.flatten().argsort(descending=True)[:candidates].tolist():
        row, column = divmod(number, x.shape[3])
        shuffled = images.clone()
        shuffled[:, :, row, column] = images[torch.from_numpy(rng.permutation(len(x)))][:, :, row, column]
        found.append(Shortcut(row, column, before - accuracy(shuffled)))
    worst = next((s for s in found if s.drop >= threshold), found[0])
    return worst if worst.drop >= threshold else None
# endregion find_shortcut
