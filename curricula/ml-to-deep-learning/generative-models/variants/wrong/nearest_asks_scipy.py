# What: lets scipy answer
# Fails: nearest-rows
# Hint: own-code
# region nearest_train
    from scipy.spatial.distance import cdist

    found = torch.from_numpy(cdist(samples.numpy(), train.numpy())).float().min(dim=1)
    return found.values, found.indices
# endregion nearest_train
