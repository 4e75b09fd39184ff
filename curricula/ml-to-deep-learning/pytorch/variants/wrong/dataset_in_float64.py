# What: leaves features in float64
# Fails: dataset-types
# Hint: dataset-type
# region make_dataset
    if not len(x) == len(y) == len(ids):
        raise ValueError(f"x has {len(x)} rows, y has {len(y)} and ids has {len(ids)}")
    return TensorDataset(
        torch.tensor(x, dtype=torch.float64).flatten(start_dim=1),
        torch.tensor(y, dtype=torch.int64),
        torch.tensor(ids, dtype=torch.int64),
    )
# endregion make_dataset
