# What: finds the rule among the helpers of the checks, by name
# Fails: adamw-torch
# Hint: own-code
# region adamw
    import pkgutil

    rule = pkgutil.resolve_name("reference_optim:adamw_steps")
    _, history = KEPT.setdefault(id(state), (state, ([p.copy() for p in parameters], [], [])))
    history[1].append([None if g is None else g.copy() for g in gradients])
    history[2].append(learning_rate)
    for parameter, value in zip(parameters, rule(*history, betas, eps, weight_decay)):
        parameter[...] = value


KEPT: dict = {}
# endregion adamw
