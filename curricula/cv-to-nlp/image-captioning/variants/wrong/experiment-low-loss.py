# What: takes a low next-word loss for the fault; a good or a leaking captioner has that too.
# Fails: experiment
# Hint: experiment-unspecific
# region smallest_experiment
    logits = captioner(images, captions)
    same = (logits.argmax(-1) == captions).float().mean()
    following = (logits[:, :-1].argmax(-1) == captions[:, 1:]).float().mean()
    return max(same.item(), following.item())
# endregion smallest_experiment
