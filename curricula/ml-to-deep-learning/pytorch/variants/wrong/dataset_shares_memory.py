# What: takes the arrays over with from_numpy
# Fails: dataset-copies
# Hint: dataset-copies
# region make_dataset
    if not len(x) == len(y) == len(ids):
        raise ValueError(f"x has {len(x)} rows, y has {len(y)} and ids has {len(ids)}")
    return TensorDataset(
        torch.from_numpy(x).to(torch.float32).flatten(start_dim=1),
        torch.from_numpy(y).to(torch.int64),
        torch.tensor(ids, dtype=torch.int64),
    )
# endregion make_dataset
