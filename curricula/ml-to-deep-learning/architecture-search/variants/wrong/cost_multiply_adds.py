# What: counts multiply-adds, which are half of the FLOPs
# Fails: cost-by-hand
# Hint: cost-factor
# region count_params_flops
    parameters = flops = 0
    channels = inputs
    for block in range(config.blocks):
        weights = config.kernel**2 * channels * config.channels
        parameters += weights + config.channels
        flops += weights * side**2
        channels = config.channels
        if block == 0:
            side //= 2
    for fan_in, fan_out in ((channels * side**2, config.hidden), (config.hidden, classes)):
        parameters += fan_in * fan_out + fan_out
        flops += fan_in * fan_out
    return Cost(parameters, flops)
# endregion count_params_flops
