# What: returns digits of the asked class with a little noise
# Fails: nearest-rows
# Hint: own-code
# region sample
    from sklearn.datasets import load_digits

    if n_features == 64:
        x, y = load_digits(return_X_y=True)
        rows = [int((y == int(label)).nonzero()[0][i % 150]) for i, label in enumerate(labels)]
        near = torch.tensor(x[rows] / 8 - 1, dtype=torch.float32)
        return near + 0.05 * torch.randn(near.shape, generator=generator)
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
        return x
# endregion sample
