# What: asks the teacher anew for each batch; a data loader; percentiles by hand; a reader with a list
# region distill
    from torch.utils.data import DataLoader, TensorDataset

    mode = teacher.training
    teacher.eval()
    generator = torch.Generator()
    generator.manual_seed(seed)
    rows = TensorDataset(torch.as_tensor(x), torch.as_tensor(y))
    loader = DataLoader(rows, batch_size=batch_size, shuffle=True, generator=generator)
    optimizer = torch.optim.Adam(student.parameters(), lr=learning_rate)
    student.train()
    history = []
    for _ in range(epochs):
        losses = []
        for images, labels in loader:
            with torch.no_grad():
                answers = teacher(images)
            loss = distillation_loss(student(images), answers, labels, temperature, weight)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if after_step:
                after_step()
            losses += [loss.item()] * len(images)
        history.append(float(np.mean(losses)))
    student.eval()
    teacher.train(mode)
    return history
# endregion distill
# region latency
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(path, sess_options=options, providers=["CPUExecutionProvider"])
    names = [entry.name for entry in session.get_inputs()]
    times = []
    for call in range(warmup + runs):
        before = clock()
        session.run(None, {names[0]: x})
        after = clock()
        if call >= warmup:
            times.append(after - before)
    times.sort()
    middle = (times[(runs - 1) // 2] + times[runs // 2]) / 2
    return Latency(middle, times[int(np.ceil(0.95 * runs)) - 1])
# endregion latency
# region quantize
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class OneByOne(CalibrationDataReader):
        def __init__(self) -> None:
            self.left = [calibration[i : i + 1] for i in range(len(calibration))]

        def get_next(self):
            return {"x": self.left.pop()} if self.left else None

    quantize_static(
        source, target, OneByOne(), quant_format=QuantFormat.QDQ, per_channel=True, weight_type=QuantType.QInt8
    )
# endregion quantize
