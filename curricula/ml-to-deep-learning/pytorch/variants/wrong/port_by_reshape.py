# What: reshapes the weight instead of transposing it
# Fails: ported-gradient
# Hint: port-transpose
# region from_engine
    layers: list[nn.Module] = []
    for weight, bias in zip(mlp.parameters[0::2], mlp.parameters[1::2]):
        layer = LinearFromScratch(*weight.data.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weight.data).reshape(layer.weight.shape))
            layer.bias.copy_(torch.tensor(bias.data))
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])
# endregion from_engine
