# What: shuffles the test rows too
# Fails: loaders-cover
# Hint: loaders-order
# region make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    order = torch.Generator().manual_seed(seed)
    return Loaders(
        DataLoader(parts[0], batch_size, shuffle=True, generator=order),
        DataLoader(parts[1], batch_size),
        DataLoader(parts[2], batch_size, shuffle=True),
    )
# endregion make_loaders
