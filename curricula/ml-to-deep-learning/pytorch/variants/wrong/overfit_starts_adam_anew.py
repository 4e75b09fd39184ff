# What: makes a new optimizer for each step
# Fails: memorize
# Hint: overfit-adam
# region overfit_one_batch
    return [
        train_epoch(model, [batch], torch.optim.Adam(model.parameters(), lr=learning_rate)) for _ in range(steps)
    ]
# endregion overfit_one_batch
