# What: lets PyTorch compute the convolution
# Fails: output-size
# Hint: own-code
# region conv2d_naive
    import torch
    from torch.nn import functional as F

    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels differ")
    tensors = [None if a is None else torch.from_numpy(a) for a in (x, weight, bias)]
    return F.conv2d(*tensors, stride, padding).numpy()
# endregion conv2d_naive
