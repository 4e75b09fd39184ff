# What: divides by the number of batches, whatever their size
# Fails: large-batch
# Hint: accumulate-unequal
# region accumulate
    rows = sum(len(y) for _, y in batches)
    model.zero_grad()
    total = 0.0
    for x, y in batches:
        loss = cross_entropy(model(x), y) / len(batches)
        loss.backward()
        total += loss.item()
    return total
# endregion accumulate
