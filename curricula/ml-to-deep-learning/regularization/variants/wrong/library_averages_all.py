# What: lets the average take in every epoch
# Fails: library-settings
# Hint: library-settings
# region train_with_library
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), nn.Dropout(0.5)]
    model = nn.Sequential(*layers[:-2])
    averaged = AveragedModel(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.3)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.1)
    model.train()
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss_of(model(augment_shift_noise(x, generator)), y).backward()
        optimizer.step()
        averaged.update_parameters(model)
    return averaged.eval()
# endregion train_with_library
