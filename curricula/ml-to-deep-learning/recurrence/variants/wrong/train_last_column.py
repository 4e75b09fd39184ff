# What: trains on the last column, where most shifts have no label
# Fails: training-steps
# Hint: train-labels
# region train
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(
                model(x[rows])[:, -1], y[rows][:, -1], ignore_index=IGNORE
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
# endregion train
