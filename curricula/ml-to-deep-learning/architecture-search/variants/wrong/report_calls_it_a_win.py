# What: calls the search deep although the interval is below zero
# Fails: results
# Hint: results-verdict
# region results
**Answer.** Within 81 epochs halving found a network with .957 on the test rows; its validation score had promised .960.
The classical search, with as many candidates, is better: an RBF-SVM has .973, and the difference of −.016 has the 95 %
interval −.027 to −.005.

| figure | value |
| --- | --- |
| random_test | 0.9557 |
| optuna_test | 0.9591 |
| halving_validation | 0.9600 |
| halving_corrected | 0.9536 |
| halving_test | 0.9574 |
| halving_test_low | 0.9460 |
| halving_test_high | 0.9688 |
| halving_gap | 0.0026 |
| halving_optimism | 0.0064 |
| halving_parameters | 9114 |
| classical_test | 0.9733 |
| difference | -0.0159 |
| low | -0.0266 |
| high | -0.0052 |
| verdict | deep |

The gap: validation is above the test by .0026, the bootstrap puts .0064 down to the choice, and the rest is the draw of
rows, for 200 validation rows alone move an accuracy by more than that.

Worst failure: test row 754, a 5 read as 0.
# endregion results
