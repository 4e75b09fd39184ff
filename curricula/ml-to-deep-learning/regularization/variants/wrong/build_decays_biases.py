# What: gives the decay to all parameters
# Fails: optimizer
# Hint: network-decay
# region build_regularized
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), Dropout(dropout)]
    model = nn.Sequential(*layers[:-2])
    return model, torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
# endregion build_regularized
