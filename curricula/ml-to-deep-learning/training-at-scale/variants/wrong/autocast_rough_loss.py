# What: computes the loss in bfloat16 and turns the result
# Fails: bf16-step
# Hint: autocast-loss
# region autocast_bf16
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(x)
    log_p = torch.log_softmax(logits, dim=1)
    return -log_p[torch.arange(len(y)), y].mean().float()
# endregion autocast_bf16
