# What: adds kernel - 1 for each layer and ignores strides
# Fails: receptive-field
# Hint: field-stride
# region receptive_field
    return 1 + sum(kernel - 1 for kernel, _ in layers)
# endregion receptive_field
