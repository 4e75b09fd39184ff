# What: a language model without the picture; captions are fluent and blind.
# Fails: logits-oracle
# Hint: logits
# region forward
        return self.language_model(tokens)
# endregion forward
