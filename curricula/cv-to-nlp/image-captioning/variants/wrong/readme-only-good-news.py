# What: opens the README with the good figure only.
# Fails: readme
# Hint: readme
# region readme
**0.97 exact match on fresh scenes, against 0.74 for copying the caption of the nearest picture.**
# endregion readme
