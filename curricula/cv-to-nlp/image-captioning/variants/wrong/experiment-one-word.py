# What: shows <begin> alone; a captioner that is stuck at <begin> answers like a copier.
# Fails: experiment
# Hint: experiment-unspecific
# region smallest_experiment
    with torch.no_grad():
        said = captioner(images, captions[:, :1]).argmax(-1)
    return (said[:, 0] == captions[:, 0]).float().mean().item()
# endregion smallest_experiment
