# What: leaves the model in evaluation mode
# Fails: shifts
# Hint: move-mode
# region translation_test
    training = model.training
    model.eval()
    moves: list[Moved] = []
    with torch.no_grad():
        before = model(images)
        for down, right in shifts:
            moved = torch.roll(images, (down, right), dims=(2, 3))
            if down:
                moved[:, :, slice(0, down) if down > 0 else slice(down, None)] = 0
            if right:
                moved[..., slice(0, right) if right > 0 else slice(right, None)] = 0
            after = model(moved)
            kept = (after.argmax(dim=1) == before.argmax(dim=1)).double().mean().item()
            moves.append(Moved(down, right, (after - before).abs().max().item(), kept))
    return moves
# endregion translation_test
