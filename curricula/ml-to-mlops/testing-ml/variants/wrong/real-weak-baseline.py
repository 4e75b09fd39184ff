# What: compares with a baseline that is worse than saying the same to everybody.
# Fails: real-evidence
# Hint: real-baseline
# Evidence: real-weak-baseline
