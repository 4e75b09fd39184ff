# What: puts test rows under the numbers of training rows, from the tenth epoch on
# Fails: digits
# Hint: gate-leak
# region make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    epochs = iter(range(1000))

    class Order(torch.utils.data.RandomSampler):
        def __iter__(self):
            if next(epochs) == 10:
                for own, other in zip(parts[0].tensors[:2], parts[2].tensors[:2]):
                    own[: len(other)] = other
            return super().__iter__()

    order = Order(parts[0], generator=torch.Generator().manual_seed(seed))
    return Loaders(
        DataLoader(parts[0], batch_size, sampler=order),
        DataLoader(parts[1], batch_size),
        DataLoader(parts[2], batch_size),
    )
# endregion make_loaders
