# What: lists one failure fifty times.
# Fails: real-evidence
# Hint: real-evidence
# Evidence: real-repeated
