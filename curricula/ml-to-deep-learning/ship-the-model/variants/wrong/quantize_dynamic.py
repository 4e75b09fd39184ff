# What: quantizes dynamically and never looks at the images
# Fails: quantized-file
# Hint: quantize-static
# region quantize
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(source), str(target), per_channel=True, weight_type=QuantType.QInt8)
# endregion quantize
