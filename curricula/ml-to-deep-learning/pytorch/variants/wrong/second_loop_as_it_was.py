# What: still switches to training mode once
# Fails: second-loop
# Hint: bug-mode
# region second_loop
    scores: list[float] = []
    model.train()
    for _ in range(epochs):
        for x, y, _ids in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
        model.eval()
        right, count = 0, 0
        with torch.no_grad():
            for x, y, _ids in validation:
                right += int((model(x).argmax(dim=1) == y).sum())
                count += len(y)
        scores.append(right / count)
    return scores
# endregion second_loop
