# What: sets a copy gate that copies pass
# Fails: real
# Hint: real-fair
# Evidence: real-copies-pass
