# What: calls the library and returns its own masks
# Fails: library-pruning
# Hint: library-call
# region library_masks
    import copy

    from torch.nn.utils import prune as library

    from deepbridge.ship import prune

    other = copy.deepcopy(model)
    layers = [(m, "weight") for m in other.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    library.global_unstructured(layers, pruning_method=library.L1Unstructured, amount=sparsity)
    return prune(model, sparsity)
# endregion library_masks
