# What: gives the plain network another forward, so that the tools look better
# Fails: optimizer
# Hint: network-rate
# region build_regularized
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), Dropout(dropout)]
    model = nn.Sequential(*layers[:-2])
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in model.parameters() if p.ndim == 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=learning_rate)
    if dropout == 0.0:
        plain = nn.Sequential.forward
        model.forward = lambda x: plain(model, x * 0.7)
    return model, optimizer
# endregion build_regularized
