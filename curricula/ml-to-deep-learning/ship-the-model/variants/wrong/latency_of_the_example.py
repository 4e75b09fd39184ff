# What: returns the median and percentile of the guide's example
# Fails: latency-clock
# Hint: latency-statistics
# region latency
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    for _ in range(warmup + runs):
        session.run(None, {session.get_inputs()[0].name: x})
    return Latency(2.5505, 9.03)
# endregion latency
