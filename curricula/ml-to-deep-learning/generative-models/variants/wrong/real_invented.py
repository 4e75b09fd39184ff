# What: claims a usefulness that the predictions do not give
# Fails: real
# Hint: real-numbers
# Evidence: real-invented
