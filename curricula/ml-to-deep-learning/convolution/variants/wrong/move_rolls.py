# What: lets what leaves come back on the other side
# Fails: shifts
# Hint: move-roll
# region translation_test
    training = model.training
    model.eval()
    moves: list[Moved] = []
    with torch.no_grad():
        before = model(images)
        for down, right in shifts:
            moved = torch.roll(images, (down, right), dims=(2, 3))
            after = model(moved)
            kept = (after.argmax(dim=1) == before.argmax(dim=1)).double().mean().item()
            moves.append(Moved(down, right, (after - before).abs().max().item(), kept))
    model.train(training)
    return moves
# endregion translation_test
