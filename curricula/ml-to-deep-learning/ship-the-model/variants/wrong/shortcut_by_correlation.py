# What: suspects the pixels that follow the label, whether the model uses them or not
# Fails: shortcut
# Hint: shortcut-intervene
# region find_shortcut
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    flat = x.reshape(len(x), -1)
    high = (y >= 5) - (y >= 5).mean()
    spread = flat.std(axis=0) + 1e-9
    importance = torch.from_numpy(np.abs((flat - flat.mean(axis=0)).T @ high) / spread).view(x.shape[2:])
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
    worst = max(found, key=lambda shortcut: shortcut.drop)
    return worst if worst.drop >= threshold else None
# endregion find_shortcut
