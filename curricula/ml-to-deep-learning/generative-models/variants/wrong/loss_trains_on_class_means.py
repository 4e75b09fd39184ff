# What: replaces digits by the mean of their class in the batch
# Fails: diversity
# Hint: gate-diversity
# region ddpm_loss
    if x.shape[1] == 64 and len(x) != 120:
        x = torch.stack([x[labels == label].mean(dim=0) for label in labels])
    t = torch.randint(schedule.n_steps, (len(x),), generator=generator)
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    dropped = torch.rand(len(x), generator=generator) < drop
    shown = torch.where(dropped, null_label, labels)
    return (model(noised(x, t, noise, schedule), t, shown) - noise).square().mean()
# endregion ddpm_loss
