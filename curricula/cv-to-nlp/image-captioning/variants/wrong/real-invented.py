# What: states a score for the photographs that the predictions do not give.
# Fails: real-predictions
# Hint: real-predictions
# Evidence: real-invented
