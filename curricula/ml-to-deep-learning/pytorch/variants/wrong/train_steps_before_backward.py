# What: steps before backward, with the gradients of the batch before
# Fails: training-steps
# Hint: train-order
# region train_epoch
    device = next(model.parameters()).device
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        x, y = x.to(device), y.to(device)
        optimizer.step()
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
# endregion train_epoch
