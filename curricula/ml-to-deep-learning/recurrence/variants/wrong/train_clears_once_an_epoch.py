# What: clears the gradients once an epoch, so that those of its batches add up
# Fails: training-steps
# Hint: train-order
# region train
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        optimizer.zero_grad()
        losses: list[float] = []
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(
                model(x[rows]).flatten(0, 1), y[rows].flatten(), ignore_index=IGNORE
            )
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
# endregion train
