# What: claims an accuracy that the predictions do not give
# Fails: real
# Hint: real-numbers
# Evidence: real-invented
