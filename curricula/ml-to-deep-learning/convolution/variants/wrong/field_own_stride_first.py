# What: widens a layer's own window by its own stride
# Fails: receptive-field
# Hint: field-order
# region receptive_field
    field, step = 1, 1
    for kernel, stride in layers:
        step *= stride
        field += (kernel - 1) * step
    return field
# endregion receptive_field
