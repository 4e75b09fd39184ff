# What: runs the model in the mode that it is in, so that running statistics move
# Fails: shapes-clean
# Hint: trace-mode
# region trace_shapes
    rows: list[LayerShape] = []
    handles = []
    for name, module in model.named_modules():
        if not list(module.children()):

            def before(module: nn.Module, args: tuple, name: str = name) -> None:
                rows.append(LayerShape(name, type(module).__name__, tuple(args[0].shape), None))

            def after(module: nn.Module, args: tuple, output: Tensor) -> None:
                rows[-1] = rows[-1]._replace(output=tuple(output.shape))

            handles += [module.register_forward_pre_hook(before), module.register_forward_hook(after)]
    try:
        with torch.no_grad():
            model(x)
    except Exception:
        if not rows or rows[-1].output is not None:
            raise
    finally:
        for handle in handles:
            handle.remove()
    return rows
# endregion trace_shapes
