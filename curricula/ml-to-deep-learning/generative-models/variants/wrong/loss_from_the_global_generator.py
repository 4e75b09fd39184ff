# What: draws noise from the global generator
# Fails: loss-parts
# Hint: own-generator
# region ddpm_loss
    t = torch.randint(schedule.n_steps, (len(x),), generator=generator)
    noise = torch.randn(x.shape, dtype=x.dtype)
    dropped = torch.rand(len(x), generator=generator) < drop
    shown = torch.where(dropped, null_label, labels)
    return (model(noised(x, t, noise, schedule), t, shown) - noise).square().mean()
# endregion ddpm_loss
