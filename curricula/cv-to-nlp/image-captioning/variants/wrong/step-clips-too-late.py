# What: clips after the optimizer has stepped.
# Fails: train-step
# Hint: step-clip
# region train_step
    model.train()
    optimizer.zero_grad()
    loss = caption_loss(model, images, captions)
    loss.backward()
    optimizer.step()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return loss.item()
# endregion train_step
