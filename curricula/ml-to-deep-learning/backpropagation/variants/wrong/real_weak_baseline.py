# What: beats a baseline that always says the commonest letter
# Fails: real
# Hint: real-fair
# Evidence: real-weak-baseline
