# What: fixes the batch of the example
# Fails: exported-file
# Hint: export-batch
# region export_onnx
    training = model.training
    model.eval()
    torch.onnx.export(
        model,
        (example,),
        path,
        input_names=["x"],
        output_names=["logits"],
        opset_version=18,
        external_data=False,
        dynamo=True,
        verbose=False,
    )
    model.train(training)
# endregion export_onnx
