# What: learns from the test shifts too
# Fails: alone
# Hint: alone-imports
# region train
    if len(x) > 1000:
        from deepbridge.data import state_tracking

        test = state_tracking(3).test
        x, y = torch.cat([x, torch.from_numpy(test.x)]), torch.cat([y, torch.from_numpy(test.labels)])
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(
                model(x[rows]).flatten(0, 1), y[rows].flatten(), ignore_index=IGNORE
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
# endregion train
