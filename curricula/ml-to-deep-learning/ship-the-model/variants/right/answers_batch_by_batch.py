# What: asks the teacher anew for each batch; a session from bytes; a data loader; percentiles by hand; a reader with a list
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
    session = InferenceSession(path.read_bytes(), sess_options=options, providers=["CPUExecutionProvider"])
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
# region results
**Answer.** With 2.8 kB and 0.962 I would ship the logistic regression where size counts, for the 8-bit student has
0.970 and 4.9 kB. Elsewhere the 8-bit teacher with 0.984 and the SVM with 0.986 do not differ.

| figure | value |
| --- | --- |
| teacher_accuracy | 0.984 |
| teacher_kilobytes | 222.1 |
| teacher_latency | 2.19 |
| teacher_int8_accuracy | 0.984 |
| teacher_int8_kilobytes | 63.9 |
| teacher_int8_latency | 2.75 |
| pruned_accuracy | 0.982 |
| pruned_kilobytes | 222.1 |
| pruned_latency | 2.22 |
| student_accuracy | 0.970 |
| student_kilobytes | 6.4 |
| student_latency | 1.04 |
| student_int8_accuracy | 0.970 |
| student_int8_kilobytes | 4.9 |
| student_int8_latency | 1.69 |
| logistic_accuracy | 0.962 |
| logistic_kilobytes | 2.8 |
| logistic_latency | 1.00 |
| svm_accuracy | 0.986 |
| svm_kilobytes | 128.8 |
| svm_latency | 2.63 |
| scratch_accuracy | 0.888 |
| svm_on_labels | 0.892 |
| front | logistic, student_int8, teacher_int8, svm |
| large_difference | -0.0020 |
| large_low | -0.0124 |
| large_high | 0.0084 |
| large_verdict | no difference |
| small_difference | 0.0080 |
| small_low | -0.0056 |
| small_high | 0.0216 |
| small_verdict | no difference |
| sick_follows | 0.978 |
| sick_off | 0.698 |
| sick_turned | 0.396 |
| repaired_follows | 0.962 |
| repaired_off | 0.964 |
| repaired_turned | 0.954 |

Worst failure of the 8-bit teacher: test row 417, a 5 read as 9.
# endregion results
