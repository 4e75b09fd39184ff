# What: takes conv for the beginning of conv2
# Fails: groups-hand-example
# Hint: groups-members
# region parameter_groups
    members: dict[tuple[int, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        stage = next((i for i, prefix in enumerate(stages) if name.startswith(prefix)), None)
        if stage is None:
            raise ValueError(f"{name} belongs to no stage")
        members.setdefault((stage, parameter.ndim >= 2), []).append(parameter)
    return [
        {"params": parameters, "lr": rate * factor**stage, "weight_decay": weight_decay if decays else 0.0}
        for (stage, decays), parameters in members.items()
    ]
# endregion parameter_groups
