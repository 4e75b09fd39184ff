# What: returns the name of the device
# Fails: device
# Hint: device-order
# region pick_device
    return "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
# endregion pick_device
