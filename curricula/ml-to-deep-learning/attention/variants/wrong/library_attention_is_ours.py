# What: calls our own attention
# Fails: library-attention
# Hint: library-call
# region library_attention
    from deepbridge.attention import attention

    return attention(query, key, value, mask)[0]
# endregion library_attention
