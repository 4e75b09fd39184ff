# What: turns the model itself into bfloat16
# Fails: bf16-step
# Hint: autocast-weights
# region autocast_bf16
    model.bfloat16()
    return cross_entropy(model(x.bfloat16()).float(), y)
# endregion autocast_bf16
