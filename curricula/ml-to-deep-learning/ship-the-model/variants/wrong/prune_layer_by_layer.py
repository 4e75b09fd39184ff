# What: prunes each layer by the same share
# Fails: prune-hand-example
# Hint: prune-global
# region prune
    weights = {
        f"{name}.weight": module.weight
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d | nn.Linear)
    }
    sizes = torch.cat([weight.detach().abs().flatten() for weight in weights.values()])
    parts = [weight.detach().abs().flatten() for weight in weights.values()]
    kept = torch.cat([part > part.sort().values[round(sparsity * len(part)) - 1] for part in parts])
    assert len(kept) == len(sizes)
    masks: Masks = {}
    for (name, weight), part in zip(weights.items(), kept.split([w.numel() for w in weights.values()]), strict=True):
        masks[name] = part.view_as(weight)
    keep_zero(model, masks)
    return masks
# endregion prune
