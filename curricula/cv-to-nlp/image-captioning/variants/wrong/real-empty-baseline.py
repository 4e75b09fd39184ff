# What: leaves the baseline empty, so that the gap is large.
# Fails: real-predictions
# Hint: real-predictions
# Evidence: real-empty-baseline
