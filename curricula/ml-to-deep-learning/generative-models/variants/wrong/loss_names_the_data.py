# What: asks the network for the data instead of the noise
# Fails: loss-parts
# Hint: loss-target
# region ddpm_loss
    t = torch.randint(schedule.n_steps, (len(x),), generator=generator)
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    dropped = torch.rand(len(x), generator=generator) < drop
    shown = torch.where(dropped, null_label, labels)
    return (model(noised(x, t, noise, schedule), t, shown) - x).square().mean()
# endregion ddpm_loss
