# What: trains in the mode that the model comes in
# Fails: training-mode
# Hint: train-mode
# region train_epoch
    device = next(model.parameters()).device
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
