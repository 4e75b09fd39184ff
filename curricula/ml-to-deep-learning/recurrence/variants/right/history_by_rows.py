# What: weighs the losses of the batches by their rows, and gives the loss states on axis 1
# region train
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            logits = model(x[rows]).transpose(1, 2)
            loss = nn.functional.cross_entropy(logits, y[rows], ignore_index=IGNORE)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            total += loss.item() * len(rows)
        history.append(total / len(x))
    return history
# endregion train
