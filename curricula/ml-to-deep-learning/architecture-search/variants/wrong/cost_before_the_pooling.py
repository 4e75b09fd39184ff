# What: computes every convolution on the whole image
# Fails: cost-by-hand
# Hint: cost-positions
# region count_params_flops
    parameters = flops = 0
    channels, full = inputs, side
    for block in range(config.blocks):
        weights = config.kernel**2 * channels * config.channels
        parameters += weights + config.channels
        flops += 2 * weights * full**2
        channels = config.channels
        if block == 0:
            side //= 2
    for fan_in, fan_out in ((channels * side**2, config.hidden), (config.hidden, classes)):
        parameters += fan_in * fan_out + fan_out
        flops += 2 * fan_in * fan_out
    return Cost(parameters, flops)
# endregion count_params_flops
