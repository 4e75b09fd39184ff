# What: keeps the engine's float64
# Fails: ported-gradient
# Hint: port-float
# region from_engine
    layers: list[nn.Module] = []
    for weight, bias in zip(mlp.parameters[0::2], mlp.parameters[1::2]):
        layer = LinearFromScratch(*weight.data.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weight.data.T))
            layer.bias.copy_(torch.tensor(bias.data))
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1]).double()
# endregion from_engine
