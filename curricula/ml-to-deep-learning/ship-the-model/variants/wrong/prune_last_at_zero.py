# What: takes the limit at position count - 1, the largest weight when nothing is to go
# Fails: prune-layers
# Hint: prune-ends
# region prune
    weights = {
        f"{name}.weight": module.weight
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d | nn.Linear)
    }
    sizes = torch.cat([weight.detach().abs().flatten() for weight in weights.values()])
    limit = sizes.sort().values[round(sparsity * len(sizes)) - 1]
    masks: Masks = {name: weight.detach().abs() > limit for name, weight in weights.items()}
    keep_zero(model, masks)
    return masks
# endregion prune
