# What: adds noise at the last step too
# Fails: sampler-steps
# Hint: sample-last
# region sample
    with torch.no_grad():
        x = torch.randn((len(labels), n_features), generator=generator)
        for step in reversed(range(schedule.n_steps)):
            b, a = schedule.betas[step], schedule.alpha_bars[step]
            t = torch.full((len(labels),), step)
            noise = guidance(model, x, t, labels, null_label, weight)
            x = (x - b / (1.0 - a).sqrt() * noise) / (1.0 - b).sqrt()
            if step >= 0:
                x = x + b.sqrt() * torch.randn(x.shape, generator=generator)
        return x
# endregion sample
