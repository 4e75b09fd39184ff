# What: never clears the gradients.
# Fails: train-step
# Hint: step-stale-gradients
# region train_step
    model.train()
    loss = caption_loss(model, images, captions)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
# endregion train_step
