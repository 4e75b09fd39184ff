# What: beats a baseline that always says the commonest class
# Fails: real
# Hint: real-fair
# Evidence: real-weak-baseline
