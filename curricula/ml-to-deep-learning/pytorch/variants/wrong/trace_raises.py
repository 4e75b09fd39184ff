# What: lets the shape error through
# Fails: shapes
# Hint: trace-raises
# region trace_shapes
    trace: list[LayerShape] = []

    def before(name: str) -> Callable[..., None]:
        def hook(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            trace.append(LayerShape(name, type(module).__name__, tuple(inputs[0].shape), None))

        return hook

    def after(_module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        trace[-1] = trace[-1]._replace(output=tuple(output.shape))

    handles = []
    for name, module in model.named_modules():
        if next(module.children(), None) is None:
            handles += [module.register_forward_pre_hook(before(name)), module.register_forward_hook(after)]
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        with torch.no_grad():
            model(x)
    finally:
        for handle in handles:
            handle.remove()
        for module, training in modes:
            module.training = training
    return trace
# endregion trace_shapes
