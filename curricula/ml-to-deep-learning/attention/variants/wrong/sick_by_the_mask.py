# What: reads the mask instead of looking at outputs
# Fails: sick-run
# Hint: sick-control
# region experiment
    seen = [~block.blocked(6) for block in model.blocks]
    present = any(bool(mask.triu(diagonal=1).any()) for mask in seen)
    return Finding("future-visible", present, float(present))
# endregion experiment
