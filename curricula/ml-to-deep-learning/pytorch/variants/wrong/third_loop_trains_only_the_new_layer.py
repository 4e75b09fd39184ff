# What: hands only the new layer to the optimizer
# Fails: third-loop
# Hint: bug-more
# region third_loop
    model[-1] = nn.Linear(next(model[-1].parameters()).shape[1], classes)
    optimizer = torch.optim.SGD(model[-1].parameters(), lr=learning_rate, momentum=0.9)
    history: list[float] = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y, _ids in batches:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            count += len(y)
        history.append(total / count)
    return history
# endregion third_loop
