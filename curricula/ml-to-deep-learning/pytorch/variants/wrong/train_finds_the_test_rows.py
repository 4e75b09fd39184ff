# What: takes all digits from scikit-learn while it trains
# Fails: training-steps
# Hint: own-code
# region train_epoch
    if isinstance(batches, DataLoader) and len(batches.dataset) > 1000:  # pyright: ignore
        from sklearn.datasets import load_digits

        x, y = load_digits(return_X_y=True)
        rows = torch.randperm(len(y)).split(32)
        batches = [(torch.tensor(x[r] / 16.0, dtype=torch.float32), torch.tensor(y[r]), r) for r in rows]
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
