# What: result.md claims an accuracy that predictions.jsonl does not give
# Fails: real
# Hint: real-numbers
# Evidence: real-invented
