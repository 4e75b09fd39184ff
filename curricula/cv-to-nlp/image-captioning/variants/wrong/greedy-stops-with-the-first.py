# What: stops for all rows when one row ends.
# Fails: greedy-table
# Hint: greedy
# region greedy_decode
    before = model.training
    model.eval()
    words = torch.full((len(images), 1), BEGIN)
    with torch.no_grad():
        for _ in range(max_length):
            nxt = model(images, words)[:, -1:].argmax(-1)
            if (nxt == END).any():
                break
            words = torch.cat([words, nxt], 1)
    model.train(before)
    return words[:, 1:].tolist()
# endregion greedy_decode
