# What: pads by repeating the border
# Fails: conv-library
# Hint: conv-padding
# region conv2d_naive
    n, channels, height, width = x.shape
    c_out, c_in, k_h, k_w = weight.shape
    if channels != c_in:
        raise ValueError("channels differ")
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
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
