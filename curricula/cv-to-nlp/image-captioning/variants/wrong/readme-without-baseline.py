# What: gives scores without anything to compare them with.
# Fails: readme
# Hint: readme
# region readme
**0.97 exact match on fresh scenes, 0.25 on new bindings.** The worst failure: shown a red circle, it says "a red square".
# endregion readme
