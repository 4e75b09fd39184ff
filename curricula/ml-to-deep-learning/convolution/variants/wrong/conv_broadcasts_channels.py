# What: lets NumPy broadcast kernels with another number of channels
# Fails: conv-shape
# Hint: conv-channels
# region conv2d_naive
    n, channels, height, width = x.shape
    c_out, c_in, k_h, k_w = weight.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    h_out, w_out = output_size(height, k_h, stride, padding), output_size(width, k_w, stride, padding)
    out = np.zeros((n, c_out, h_out, w_out), dtype=x.dtype)
    for row in range(h_out):
        for column in range(w_out):
            top, left = row * stride, column * stride
            patch = padded[:, :, top : top + k_h, left : left + k_w]
            for kernel in range(c_out):
                out[:, kernel, row, column] = (patch * weight[kernel]).sum(axis=(1, 2, 3))
    return out if bias is None else out + bias[:, None, None]
# endregion conv2d_naive
