# What: takes the mean of the batches although the last one is smaller
# Fails: training-steps
# Hint: train-mean
# region train_epoch
    device = next(model.parameters()).device
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        x, y = x.to(device), y.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
        count += 1
    return total / count
# endregion train_epoch
