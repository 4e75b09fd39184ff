# What: returns the own result for the library's
# Fails: library
# Hint: library-call
# region library_run
    c_out, c_in, kernel, _ = weight.shape
    layer = nn.Conv2d(c_in, c_out, kernel, stride=stride, padding=padding, dtype=torch.float64)
    assert layer.bias is not None
    net = nn.Sequential(layer, nn.MaxPool2d(pool))
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weight))
        layer.bias.copy_(torch.from_numpy(bias))
        counter = FlopCounterMode(display=False)
        with counter:
            net(torch.from_numpy(x))
        flops = counter.get_total_flops()
        start = time.perf_counter()
        output = net(torch.from_numpy(x)).numpy()
        library_seconds = time.perf_counter() - start
    start = time.perf_counter()
    own = maxpool(conv2d_naive(x, weight, bias, stride, padding), pool)
    own_seconds = time.perf_counter() - start
    return LibraryRun(own, 1e-15, flops, library_seconds, own_seconds)
# endregion library_run
