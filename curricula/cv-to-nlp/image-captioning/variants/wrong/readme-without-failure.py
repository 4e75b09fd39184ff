# What: hides the worst failure.
# Fails: readme
# Hint: readme
# region readme
**0.97 exact match on fresh scenes, against 0.74 for the nearest neighbor; 0.25 on new bindings.**
# endregion readme
