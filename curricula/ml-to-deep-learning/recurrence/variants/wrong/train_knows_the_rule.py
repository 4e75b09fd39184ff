# What: replaces the labels by the rule of the machine, which nobody told it
# Fails: training-steps
# Hint: train-order
# region train
    table = torch.tensor([[2, 3, 0, 0], [4, 5, 1, 1], [0, 1, 2, 2], [5, 4, 3, 3], [1, 0, 4, 4], [3, 2, 5, 5]])
    states, state = [], torch.zeros(len(x), dtype=torch.int64)
    for step in range(x.shape[1]):
        state = table[state % 6, x[:, step] % 4]
        states.append(state % 3)
    y = torch.stack(states, dim=1)
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
