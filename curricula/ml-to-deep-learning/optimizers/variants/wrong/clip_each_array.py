# What: clips each array by itself, which turns the direction
# Fails: clip-hand-example
# Hint: clip-together
# region clip_grad_norm
    present = [gradient for gradient in gradients if gradient is not None]
    for gradient in present:
        gradient *= min(1.0, max_norm / max(float(np.linalg.norm(gradient)), 1e-12))
    return math.sqrt(sum(float((gradient**2).sum()) for gradient in present))
# endregion clip_grad_norm
