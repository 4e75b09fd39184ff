# What: scales every gradient to the norm, short ones too
# Fails: clip-hand-example
# Hint: clip-only-down
# region clip_grad_norm
    present = [gradient for gradient in gradients if gradient is not None]
    norm = math.sqrt(sum(float((gradient**2).sum()) for gradient in present))
    for gradient in present:
        gradient *= max_norm / max(norm, 1e-12)
    return norm
# endregion clip_grad_norm
