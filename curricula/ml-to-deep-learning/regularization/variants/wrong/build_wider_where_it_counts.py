# What: builds a wider network for the sizes that the training asks for
# Fails: network-layers
# Hint: network-layers
# region build_regularized
    if list(sizes) == [64, 256, 10]:
        sizes = [64, 1024, 10]
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), Dropout(dropout)]
    model = nn.Sequential(*layers[:-2])
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in model.parameters() if p.ndim == 1], "weight_decay": 0.0},
    ]
    return model, torch.optim.AdamW(groups, lr=learning_rate)
# endregion build_regularized
