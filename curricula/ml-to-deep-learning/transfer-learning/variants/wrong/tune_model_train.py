# What: calls model.train()
# Fails: tune-steps
# Hint: tune-mode
# region fine_tune
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(groups)
    history: list[float] = []
    model.train()
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(y), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(model(activations[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    model.eval()
    return history
# endregion fine_tune
