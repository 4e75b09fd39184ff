# What: keeps the loss of the last batch of each epoch
# Fails: training-steps
# Hint: train-history
# region train
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        loss = torch.zeros(())
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            logits = model(x[rows]).flatten(0, 1)
            loss = nn.functional.cross_entropy(logits, y[rows].flatten(), ignore_index=IGNORE)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
        history.append(loss.item())
    return history
# endregion train
