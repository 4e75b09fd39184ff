# What: treats ten folds of one table as independent draws
# Fails: real
# Hint: real-overlap
# Evidence: real-no-overlap
