# What: puts clipped copies into the list
# Fails: clip-hand-example
# Hint: in-place
# region clip_grad_norm
    norm = math.sqrt(sum(float((gradient**2).sum()) for gradient in gradients if gradient is not None))
    if norm > max_norm:
        for i, gradient in enumerate(gradients):
            if gradient is not None:
                gradients[i] = gradient * max_norm / norm
    return norm
# endregion clip_grad_norm
