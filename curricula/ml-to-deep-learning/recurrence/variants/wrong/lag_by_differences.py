# What: estimates the gradients from the norms of states, not from the graph
# Fails: lag-norms
# Hint: lag-gradient
# region grad_norm_vs_lag
    h = h0
    sizes = [h0.norm() + 1e-9]
    for step in range(x.shape[1]):
        h = cell(x[:, step], h, *weights)
        sizes.append(h.norm() + 1e-9)
    return direction.norm() * torch.stack([sizes[-1] / size for size in reversed(sizes)])
# endregion grad_norm_vs_lag
