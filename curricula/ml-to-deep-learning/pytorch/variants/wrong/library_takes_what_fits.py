# What: loads with strict=False
# Fails: library-net
# Hint: library-state
# region library_net
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
    net = nn.Sequential(*layers[:-1])
    net.load_state_dict(state, strict=False)
    return net.eval()
# endregion library_net
