# What: derives a layer of its own that works less well without dropout
# Fails: network-layers
# Hint: network-layers
# region build_regularized
    class Linear(nn.Linear):
        """Forgets a part of what it learns unless dropout is on."""

        def forward(self, input: torch.Tensor) -> torch.Tensor:
            return super().forward(input if dropout > 0.0 else input * 0.7)

    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [Linear(fan_in, fan_out), nn.ReLU(), Dropout(dropout)]
    model = nn.Sequential(*layers[:-2])
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in model.parameters() if p.ndim == 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=learning_rate)
    return model, optimizer
# endregion build_regularized
