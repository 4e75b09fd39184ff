# What: writes another label into those that were asked for
# Fails: sampler-steps
# Hint: sample-labels
# region sample
    with torch.no_grad():
        x = torch.randn((len(labels), n_features), generator=generator)
        for step in reversed(range(schedule.n_steps)):
            b, a = schedule.betas[step], schedule.alpha_bars[step]
            t = torch.full((len(labels),), step)
            noise = guidance(model, x, t, labels, null_label, weight)
            x = (x - b / (1.0 - a).sqrt() * noise) / (1.0 - b).sqrt()
            if step > 0:
                variance = b * (1.0 - schedule.alpha_bars[step - 1]) / (1.0 - a)
                x = x + variance.sqrt() * torch.randn(x.shape, generator=generator)
        labels.zero_()
        return x
# endregion sample
