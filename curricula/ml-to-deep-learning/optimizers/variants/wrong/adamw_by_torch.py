# What: lets torch do the step
# Fails: adamw-torch
# Hint: own-code
# region adamw
    import torch

    for i, (parameter, gradient) in enumerate(zip(parameters, gradients)):
        if gradient is None:
            continue
        state.steps[i] += 1
        leaf = torch.tensor(parameter, requires_grad=True)
        leaf.grad = torch.tensor(gradient)
        optimizer = torch.optim.AdamW([leaf], lr=learning_rate, betas=betas, eps=eps, weight_decay=weight_decay)
        optimizer.state[leaf] = {
            "step": torch.tensor(state.steps[i] - 1.0),
            "exp_avg": torch.tensor(state.first[i]),
            "exp_avg_sq": torch.tensor(state.second[i]),
        }
        optimizer.step()
        state.first[i] = optimizer.state[leaf]["exp_avg"].numpy()
        state.second[i] = optimizer.state[leaf]["exp_avg_sq"].numpy()
        parameter[...] = leaf.detach().numpy()
# endregion adamw
