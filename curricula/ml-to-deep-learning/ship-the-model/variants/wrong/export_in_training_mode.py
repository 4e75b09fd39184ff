# What: exports the model in the mode in which it comes
# Fails: exported-file
# Hint: export-mode
# region export_onnx
    training = model.training
    torch.onnx.export(
        model,
        (example,),
        path,
        input_names=["x"],
        output_names=["logits"],
        dynamic_shapes=({0: torch.export.Dim.DYNAMIC},),
        opset_version=18,
        external_data=False,
        dynamo=True,
        verbose=False,
    )
    model.train(training)
# endregion export_onnx
