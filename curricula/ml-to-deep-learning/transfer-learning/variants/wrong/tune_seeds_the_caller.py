# What: seeds torch's own generator
# Fails: tune-rows
# Hint: tune-generator
# region fine_tune
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(groups)
    history: list[float] = []
    train_mode(model)
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(y)).split(batch_size):
            loss = nn.functional.cross_entropy(model(activations[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    model.eval()
    return history
# endregion fine_tune
