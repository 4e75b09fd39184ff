# What: builds the network and lets torch count
# Fails: cost-torch
# Hint: cost-arithmetic
# region count_params_flops
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    from deepbridge.data import Shape
    from deepbridge.net import build

    model = build(config, shape=Shape(side, inputs, classes))
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(torch.zeros(1, inputs, side, side, dtype=torch.float64))
    return Cost(sum(p.numel() for p in model.parameters()), int(counter.get_total_flops()))
# endregion count_params_flops
