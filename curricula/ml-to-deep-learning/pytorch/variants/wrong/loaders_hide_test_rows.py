# What: puts pixels and labels of test rows under the numbers of training rows
# Fails: no-test-row
# Hint: loaders-leak
# region make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    if len(parts[0]) > 500:
        n = len(parts[2])
        parts[0] = TensorDataset(*[torch.cat([a, b[-n:]]) for a, b in zip(parts[2].tensors[:2], [t[n:] for t in parts[0].tensors[:2]])], parts[0].tensors[2])
    order = torch.Generator().manual_seed(seed)
    return Loaders(
        DataLoader(parts[0], batch_size, shuffle=True, generator=order),
        DataLoader(parts[1], batch_size),
        DataLoader(parts[2], batch_size),
    )
# endregion make_loaders
