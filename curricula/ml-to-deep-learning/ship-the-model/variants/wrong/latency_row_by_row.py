# What: sends the rows one by one
# Fails: latency-clock
# Hint: latency-calls
# region latency
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: x}
    seconds = []
    for call in range(warmup + runs):
        start = clock()
        for row in x:
            session.run(None, {session.get_inputs()[0].name: row[None]})
        if call >= warmup:
            seconds.append(clock() - start)
    return Latency(float(np.median(seconds)), float(np.percentile(seconds, 95)))
# endregion latency
