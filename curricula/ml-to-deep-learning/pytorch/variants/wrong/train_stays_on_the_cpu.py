# What: leaves the batches where the loader made them
# Fails: training-mode
# Hint: train-device
# region train_epoch
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
# endregion train_epoch
