# What: leaves the model in evaluation mode; the next epoch would train without batch statistics.
# Fails: greedy-table
# Hint: greedy-mode-back
# region greedy_decode
    model.eval()
    words = torch.full((len(images), 1), BEGIN)
    with torch.no_grad():
        for _ in range(max_length):
            likeliest = model(images, words)[:, -1].argmax(-1)
            words = torch.cat([words, likeliest[:, None]], dim=1)
    return [row[: row.index(END)] if END in row else row for row in words[:, 1:].tolist()]
# endregion greedy_decode
