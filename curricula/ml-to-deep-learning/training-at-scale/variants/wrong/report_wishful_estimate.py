# What: states a cost that does not follow from the measured rate
# Fails: results
# Hint: results-estimate
# region results
**Answer.** Here, yes. Reading the table from disk the network has .912 on 5,000 new rows, the best classical model, logistic
regression on all products of two columns, .809: a difference of .103 (95 % interval .093 to .113). Boosted trees have
.676 on the 10 % sample and .726 on all rows. The table was made with a rule that suits a network.

| figure | value |
| --- | --- |
| network | 0.9120 |
| polynomial_sgd | 0.8086 |
| kernel_sgd | 0.7492 |
| boosting_sample | 0.6762 |
| boosting_all | 0.7264 |
| difference | 0.1034 |
| low | 0.0934 |
| high | 0.1134 |
| verdict | deep |
| killed_and_resumed | equal |
| bottleneck | log |
| rows_per_second | 150000 |
| hours_ten_times | 0.0040 |
| cost_ten_times | 0.0197 |

Worst failure: test row 169, a 1 to which the network gives 0.0007.
# endregion results
