# What: names a harmless failure as the worst one
# Fails: results
# Hint: results-worst
# region results
**Answer.** Not here. On two moons the network has .996 and an RBF-SVM .998: no difference (95 % interval −.006 to
+.002), both far above logistic regression (.896). On digits the SVM is better by .013 (interval −.023 to −.003), and
plain logistic regression is as good as the network (.978).

| figure | value |
| --- | --- |
| moons_mlp | 0.996 |
| moons_logistic | 0.896 |
| moons_rbf_svm | 0.998 |
| moons_difference | -0.0020 |
| moons_low | -0.0059 |
| moons_high | 0.0019 |
| moons_verdict | no difference |
| digits_mlp | 0.9778 |
| digits_logistic | 0.9778 |
| digits_rbf_svm | 0.9907 |
| digits_difference | -0.0130 |
| digits_low | -0.0225 |
| digits_high | -0.0034 |
| digits_verdict | classical |

Worst failure: digits test row 341, a 3 read as 9.
# endregion results
