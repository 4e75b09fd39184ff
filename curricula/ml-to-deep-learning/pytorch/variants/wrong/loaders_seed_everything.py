# What: seeds the global generator
# Fails: loaders-seed
# Hint: loaders-seed
# region make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    torch.manual_seed(seed)
    return Loaders(
        DataLoader(parts[0], batch_size, shuffle=True),
        DataLoader(parts[1], batch_size),
        DataLoader(parts[2], batch_size),
    )
# endregion make_loaders
