# What: clears gradients after the step, so that those from before the epoch count
# Fails: training-steps
# Hint: train-zero-grad
# region train_epoch
    device = next(model.parameters()).device
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        x, y = x.to(device), y.to(device)
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
# endregion train_epoch
