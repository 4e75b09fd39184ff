# What: kl_div and ignore_index, thresholds by kthvalue, trapezoids, every pixel shuffled
# region distillation_loss
    q = functional.log_softmax(student_logits / temperature, dim=-1)
    p = functional.softmax(teacher_logits / temperature, dim=-1)
    loss = weight * temperature * temperature * functional.kl_div(q, p, reduction="batchmean")
    count = int((y != UNLABELED).sum())
    if count:
        hard = functional.cross_entropy(student_logits, y, ignore_index=UNLABELED, reduction="sum") / count
        loss = loss + (1 - weight) * hard
    return loss
# endregion distillation_loss
# region prune
    layers = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    everything = torch.cat([m.weight.detach().abs().reshape(-1) for _, m in layers])
    count = round(sparsity * everything.numel())
    limit = everything.kthvalue(count).values if count else everything.new_tensor(-1.0)
    masks: Masks = {}
    for name, module in layers:
        masks[name + ".weight"] = module.weight.detach().abs() > limit
        module.weight.data[~masks[name + ".weight"]] = 0
    return masks
# endregion prune
# region keep_zero
    for name, mask in masks.items():
        model.get_parameter(name).data[~mask] = 0.0
# endregion keep_zero
# region integrated_gradients
    was = model.training
    model.eval()
    gradients = []
    for alpha in torch.linspace(0, 1, steps + 1):
        point = torch.lerp(baseline.expand_as(x), x, float(alpha)).requires_grad_()
        chosen = model(point)[torch.arange(len(x)), target]
        gradients.append(torch.autograd.grad(chosen.sum(), point)[0])
    model.train(was)
    mean = torch.trapezoid(torch.stack(gradients), dx=1 / steps, dim=0)
    return (x - baseline) * mean
# endregion integrated_gradients
# region find_shortcut
    model.eval()
    labels = torch.from_numpy(y)
    rng = np.random.default_rng(seed)

    def correct(values: Images) -> float:
        with torch.no_grad():
            return (model(torch.from_numpy(values)).argmax(1) == labels).float().mean().item()

    start = correct(x)
    best = None
    for row in range(x.shape[2]):
        for column in range(x.shape[3]):
            other = x.copy()
            other[:, 0, row, column] = rng.permutation(other[:, 0, row, column])
            drop = start - correct(other)
            if drop >= threshold and (best is None or drop > best.drop):
                best = Shortcut(row, column, drop)
    return best
# endregion find_shortcut
# region repair
    out = np.array(x)
    out[:, :, row, column] = np.random.default_rng(seed).permutation(x[:, :, row, column])
    return out
# endregion repair
# region experiment
    twice = service.preprocess(service.preprocess(service.undo(raw)))
    with torch.no_grad():
        expected = service.model(twice).flatten()
    got = service.predict(service.undo(raw)).flatten()
    error = float((got - expected).norm() / expected.norm())
    return Finding("preprocessed-twice", error < 0.2, error)
# endregion experiment
