# What: draws one step for the whole batch
# Fails: loss-parts
# Hint: loss-steps
# region ddpm_loss
    t = torch.randint(schedule.n_steps, (1,), generator=generator).expand(len(x))
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    dropped = torch.rand(len(x), generator=generator) < drop
    shown = torch.where(dropped, null_label, labels)
    return (model(noised(x, t, noise, schedule), t, shown) - noise).square().mean()
# endregion ddpm_loss
