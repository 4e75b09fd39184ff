# What: lets torch.nn.utils.prune do the work
# Fails: prune-layers
# Hint: prune-own
# region prune
    from torch.nn.utils import prune as library

    layers = {name: module for name, module in model.named_modules() if isinstance(module, nn.Conv2d | nn.Linear)}
    pairs = [(module, "weight") for module in layers.values()]
    library.global_unstructured(pairs, pruning_method=library.L1Unstructured, amount=sparsity)
    masks: Masks = {}
    for name, module in layers.items():
        masks[f"{name}.weight"] = module.get_buffer("weight_mask").bool().clone()
        library.remove(module, "weight")
    return masks
# endregion prune
