# What: looks the asked key up instead of showing the attention
# Fails: map
# Hint: map-row
# region attention_map
    return (keys == query.unsqueeze(1)).to(torch.get_default_dtype())
# endregion attention_map
