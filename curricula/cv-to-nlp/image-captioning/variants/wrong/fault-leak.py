# What: names the other fault with a loss near zero.
# Fails: fault-named
# Hint: fault-leak
# region fault
FAULT = "words see later words"
# endregion fault
