# What: cuts x, y and ids to the shortest
# Fails: dataset-types
# Hint: dataset-lengths
# region make_dataset
    n = min(len(x), len(y), len(ids))
    return TensorDataset(
        torch.tensor(x[:n], dtype=torch.float32).flatten(start_dim=1),
        torch.tensor(y[:n], dtype=torch.int64),
        torch.tensor(ids[:n], dtype=torch.int64),
    )
# endregion make_dataset
