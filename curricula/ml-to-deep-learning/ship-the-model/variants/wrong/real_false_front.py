# What: puts a model on the front that another one beats in size and accuracy
# Fails: real
# Hint: real-front
# Evidence: real-false-front
