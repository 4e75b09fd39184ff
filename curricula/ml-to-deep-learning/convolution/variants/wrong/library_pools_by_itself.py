# What: convolves with PyTorch and pools with the own function
# Fails: library
# Hint: library-call
# region library_run
    c_out, c_in, kernel, _ = weight.shape
    layer = nn.Conv2d(c_in, c_out, kernel, stride=stride, padding=padding, dtype=torch.float64)
    assert layer.bias is not None
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weight))
        layer.bias.copy_(torch.from_numpy(bias))
        counter = FlopCounterMode(display=False)
        with counter:
            layer(torch.from_numpy(x))
        start = time.perf_counter()
        output = maxpool(layer(torch.from_numpy(x)).numpy(), pool)
        library_seconds = time.perf_counter() - start
    start = time.perf_counter()
    own = maxpool(conv2d_naive(x, weight, bias, stride, padding), pool)
    own_seconds = time.perf_counter() - start
    difference = float(np.abs(output - own).max())
    return LibraryRun(output, difference, counter.get_total_flops(), library_seconds, own_seconds)
# endregion library_run
