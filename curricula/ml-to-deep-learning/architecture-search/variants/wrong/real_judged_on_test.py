# What: the change was judged on test rows: before and after are test accuracies
# Fails: real
# Hint: real-rehearse
# Evidence: real-judged-on-test
