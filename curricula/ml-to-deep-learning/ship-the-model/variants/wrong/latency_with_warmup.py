# What: counts the warm-up calls
# Fails: latency-clock
# Hint: latency-warmup
# region latency
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: x}
    seconds = []
    for _ in range(warmup + runs):
        start = clock()
        session.run(None, feed)
        seconds.append(clock() - start)
    return Latency(float(np.median(seconds)), float(np.percentile(seconds, 95)))
# endregion latency
