# What: lays windows side by side whatever the stride
# Fails: pool-hand-example
# Hint: pool-stride
# region maxpool
    stride = kernel
    h_out, w_out = output_size(x.shape[2], kernel, stride), output_size(x.shape[3], kernel, stride)
    out = np.zeros((*x.shape[:2], h_out, w_out), dtype=x.dtype)
    for row in range(h_out):
        for column in range(w_out):
            top, left = row * stride, column * stride
            window = x[:, :, top : top + kernel, left : left + kernel]
            out[:, :, row, column] = window.max(axis=(2, 3))
    return out
# endregion maxpool
