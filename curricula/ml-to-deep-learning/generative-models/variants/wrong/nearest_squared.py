# What: returns squared distances
# Fails: nearest-hand-example
# Hint: nearest-squared
# region nearest_train
    parts = [
        torch.cdist(part, train, compute_mode="donot_use_mm_for_euclid_dist").min(dim=1) for part in samples.split(256)
    ]
    return torch.cat([part.values for part in parts]).square(), torch.cat([part.indices for part in parts])
# endregion nearest_train
