# What: takes the clipping out together with the softmax
# Fails: first-loop
# Hint: bug-more
# region first_loop
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
# endregion first_loop
