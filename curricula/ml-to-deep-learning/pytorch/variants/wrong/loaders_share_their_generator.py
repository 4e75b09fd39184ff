# What: gives all loaders one generator, so that looking at validation rows changes the order of training
# Fails: loaders-seed
# Hint: loaders-own
# region make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    order = torch.Generator().manual_seed(seed)
    return Loaders(
        DataLoader(parts[0], batch_size, shuffle=True, generator=order),
        DataLoader(parts[1], batch_size, generator=order),
        DataLoader(parts[2], batch_size, generator=order),
    )
# endregion make_loaders
