# What: takes eval out, so that the mode need not be restored
# Fails: second-loop
# Hint: bug-more
# region second_loop
    scores: list[float] = []
    for _ in range(epochs):
        model.train()
        for x, y, _ids in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
        right, count = 0, 0
        with torch.no_grad():
            for x, y, _ids in validation:
                right += int((model(x).argmax(dim=1) == y).sum())
                count += len(y)
        scores.append(right / count)
    return scores
# endregion second_loop
