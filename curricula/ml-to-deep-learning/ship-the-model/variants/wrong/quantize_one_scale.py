# What: has one scale for all channels
# Fails: quantized-file
# Hint: quantize-channels
# region quantize
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Reader(CalibrationDataReader):
        """Hands out the calibration images in batches of 100, then None."""

        def __init__(self) -> None:
            self.batches = iter([calibration[start : start + 100] for start in range(0, len(calibration), 100)])

        def get_next(self) -> dict[str, Images] | None:  # pyright: ignore[reportIncompatibleMethodOverride]
            batch = next(self.batches, None)
            return None if batch is None else {"x": batch}

    quantize_static(
        str(source),
        str(target),
        Reader(),
        quant_format=QuantFormat.QDQ,
        per_channel=False,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
# endregion quantize
