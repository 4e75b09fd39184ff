# What: prunes biases with the weights
# Fails: prune-hand-example
# Hint: prune-biases
# region prune
    masks: Masks = {}
    names = {n for n, m in model.named_modules() if isinstance(m, nn.Conv2d | nn.Linear)}
    sizes = torch.cat([p.detach().abs().flatten() for n, p in model.named_parameters() if n.endswith("weight")])
    limit = sizes.sort().values[round(sparsity * len(sizes)) - 1]
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.rsplit(".", 1)[0] in names:
                kept = parameter.abs() > limit
                parameter.mul_(kept)
                if name.endswith("weight"):
                    masks[name] = kept
    return masks
# endregion prune
