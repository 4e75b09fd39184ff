# What: stays in the evaluation mode that decoding left behind.
# Fails: train-step
# Hint: step-mode
# region train_step
    optimizer.zero_grad()
    loss = caption_loss(model, images, captions)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
# endregion train_step
