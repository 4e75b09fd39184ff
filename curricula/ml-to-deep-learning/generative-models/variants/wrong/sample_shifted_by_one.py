# What: looks betas and alpha_bars up one step too late
# Fails: sampler-steps
# Hint: sample-index
# region sample
    with torch.no_grad():
        x = torch.randn((len(labels), n_features), generator=generator)
        for step in reversed(range(schedule.n_steps)):
            b, a = schedule.betas[max(step - 1, 0)], schedule.alpha_bars[max(step - 1, 0)]
            t = torch.full((len(labels),), step)
            noise = guidance(model, x, t, labels, null_label, weight)
            x = (x - b / (1.0 - a).sqrt() * noise) / (1.0 - b).sqrt()
            if step > 0:
                variance = b * (1.0 - schedule.alpha_bars[max(step - 2, 0)]) / (1.0 - a)
                x = x + variance.sqrt() * torch.randn(x.shape, generator=generator)
        return x
# endregion sample
