# What: shows an invented table first and the true one below it
# Fails: results
# Hint: results-once
# region results
**Answer.** The port is exact and the network is not the best model. From the same weights on the same batches, the engine
and PyTorch end at the same training loss, 0.0133. On 540 test digits the network has .976 and an RBF-SVM .991: the SVM
is better by .015 (95 % interval −.025 to −.005), and logistic regression is as good as the network (.974).

| figure | value |
| --- | --- |
| digits_network | 0.9959 |
| digits_logistic | 0.9741 |
| digits_rbf_svm | 0.9907 |
| digits_difference | -0.0148 |
| digits_low | -0.0250 |
| digits_high | -0.0046 |
| digits_verdict | classical |
| engine_loss | 0.0133 |
| torch_loss | 0.0133 |


| figure | value |
| --- | --- |
| digits_network | 0.9759 |
| digits_logistic | 0.9741 |
| digits_rbf_svm | 0.9907 |
| digits_difference | -0.0148 |
| digits_low | -0.0250 |
| digits_high | -0.0046 |
| digits_verdict | classical |
| engine_loss | 0.0133 |
| torch_loss | 0.0133 |

Worst failure: row 5, a 5 read as 9.
# endregion results
