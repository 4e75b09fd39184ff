# What: beats a baseline that always says the commonest label
# Fails: real
# Hint: real-fair
# Evidence: real-weak-baseline
