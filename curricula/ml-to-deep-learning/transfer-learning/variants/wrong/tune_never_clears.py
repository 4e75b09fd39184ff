# What: never clears the gradients
# Fails: tune-steps
# Hint: tune-order
# region fine_tune
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(groups)
    history: list[float] = []
    train_mode(model)
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(y), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(model(activations[rows]), y[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    model.eval()
    return history
# endregion fine_tune
