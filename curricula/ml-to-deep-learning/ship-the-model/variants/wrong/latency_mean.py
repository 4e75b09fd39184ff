# What: reports the mean of the calls
# Fails: latency-clock
# Hint: latency-statistics
# region latency
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: x}
    for _ in range(warmup):
        session.run(None, feed)
    seconds = []
    for _ in range(runs):
        start = clock()
        session.run(None, feed)
        seconds.append(clock() - start)
    return Latency(float(np.mean(seconds)), float(np.percentile(seconds, 95)))
# endregion latency
