# What: lets dropout draw anew between the two calls
# Fails: sick-run
# Hint: sick-random
# region experiment
    generator = torch.Generator().manual_seed(0)
    tokens = torch.randint(model.vocabulary, (8, model.length), generator=generator)
    half = model.length // 2
    changed = tokens.clone()
    changed[:, half:] = (changed[:, half:] + 1) % model.vocabulary  # only the future of the first half
    model.eval()
    with torch.no_grad():
        before = model(tokens)[:, :half]
        after = model(changed)[:, :half]
    size = max(float(before.abs().max()), 1e-30)
    change = float((after - before).abs().max()) / size
    return Finding("future-visible", change > 1e-4, change)
# endregion experiment
