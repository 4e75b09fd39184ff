# What: drops the labels of all rows or of none
# Fails: loss-parts
# Hint: loss-drop
# region ddpm_loss
    t = torch.randint(schedule.n_steps, (len(x),), generator=generator)
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    dropped = torch.rand(1, generator=generator).expand(len(x)) < drop
    shown = torch.where(dropped, null_label, labels)
    return (model(noised(x, t, noise, schedule), t, shown) - noise).square().mean()
# endregion ddpm_loss
