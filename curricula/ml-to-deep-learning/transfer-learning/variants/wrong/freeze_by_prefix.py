# What: takes 1 for the beginning of 10
# Fails: freeze-hand-example
# Hint: freeze-prefix
# region freeze_until
    named = list(model.named_parameters())
    inside = [number for number, (name, _) in enumerate(named) if name.startswith(first)]
    if not inside:
        raise ValueError(f"no parameter belongs to {first!r}")
    for number, (_, parameter) in enumerate(named):
        parameter.requires_grad_(number in inside)
    return [name for number, (name, _) in enumerate(named) if number < inside[0]]
# endregion freeze_until
