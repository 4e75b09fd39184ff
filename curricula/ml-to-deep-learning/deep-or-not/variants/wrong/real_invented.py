# What: claims a difference that the predictions do not give
# Fails: real
# Hint: real-numbers
# Evidence: real-invented
