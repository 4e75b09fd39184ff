# What: cuts slices without thinking of shifts that are larger than the canvas
# Fails: shifts
# Hint: move-beyond
# region translation_test
    training = model.training
    model.eval()
    moves: list[Moved] = []
    height, width = images.shape[2:]
    with torch.no_grad():
        before = model(images)
        for down, right in shifts:
            moved = torch.zeros_like(images)
            stays = images[:, :, max(-down, 0) : height + min(-down, 0), max(-right, 0) : width + min(-right, 0)]
            moved[:, :, max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = stays
            after = model(moved)
            kept = (after.argmax(dim=1) == before.argmax(dim=1)).double().mean().item()
            moves.append(Moved(down, right, (after - before).abs().max().item(), kept))
    model.train(training)
    return moves
# endregion translation_test
