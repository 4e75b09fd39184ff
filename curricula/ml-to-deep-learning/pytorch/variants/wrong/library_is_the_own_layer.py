# What: uses the own layer instead of the library's
# Fails: library-net
# Hint: library-layers
# region library_net
    from deepbridge.port import LinearFromScratch

    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers += [LinearFromScratch(fan_in, fan_out), nn.ReLU()]
    net = nn.Sequential(*layers[:-1])
    net.load_state_dict(state)
    return net.eval()
# endregion library_net
