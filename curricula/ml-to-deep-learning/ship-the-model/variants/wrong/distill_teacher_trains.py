# What: asks the teacher in training mode
# Fails: distill-steps
# Hint: distill-teacher
# region distill
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    training = teacher.training
    teacher.train()
    with torch.no_grad():
        answers = teacher(images)
    teacher.train(training)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(student.parameters(), lr=learning_rate)
    history: list[float] = []
    student.train()
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(images), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss = distillation_loss(student(images[rows]), answers[rows], labels[rows], temperature, weight)
            loss.backward()
            optimizer.step()
            if after_step is not None:
                after_step()
            total += loss.item() * len(rows)
        history.append(total / len(images))
    student.eval()
    return history
# endregion distill
