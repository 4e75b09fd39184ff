# What: keeps one order for all epochs
# Fails: tune-rows
# Hint: tune-shuffle
# region fine_tune
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(groups)
    history: list[float] = []
    train_mode(model)
    order = torch.randperm(len(y), generator=generator)
    for _ in range(epochs):
        losses: list[float] = []
        for rows in order.split(batch_size):
            loss = nn.functional.cross_entropy(model(activations[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    model.eval()
    return history
# endregion fine_tune
