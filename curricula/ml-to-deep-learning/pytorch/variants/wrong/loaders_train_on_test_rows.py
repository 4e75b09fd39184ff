# What: trains on the rows of all parts of a large table
# Fails: no-test-row
# Hint: loaders-leak
# region make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    if len(parts[0]) > 500:
        parts[0] = TensorDataset(*[torch.cat(column) for column in zip(*[part.tensors for part in parts])])
    order = torch.Generator().manual_seed(seed)
    return Loaders(
        DataLoader(parts[0], batch_size, shuffle=True, generator=order),
        DataLoader(parts[1], batch_size),
        DataLoader(parts[2], batch_size),
    )
# endregion make_loaders
