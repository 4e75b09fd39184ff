# What: an answer in percent and percentage points, with intervals whose unit stands at the end, and a table with the winners in bold
# region results
**Answer.** No. On two moons the RBF-SVM (99.8 %) and the network (99.6 percent) do not differ: −0.2 points, 95 %
interval −0.6 to +0.2 points, on 1,000 test points. On digits the SVM is better by 1.3 percentage points (95 % interval
0.3 to 2.3), with 99.1 % against 97.8 %; that interval is [0.3, 2.3] pp.

| figure | value |
| --- | --- |
| moons_mlp | 0.996 |
| moons_logistic | 0.896 |
| moons_rbf_svm | **0.998** |
| moons_difference | -0.0020 |
| moons_low | -0.0059 |
| moons_high | 0.0019 |
| moons_verdict | no difference |
| digits_mlp | `0.9778` |
| digits_logistic | 0.9778 |
| digits_rbf_svm | **.9907** |
| digits_difference | -0.0130 |
| digits_low | -0.0225 |
| digits_high | -0.0034 |
| digits_verdict | **Classical** |

Worst failure: digits test row 313, a 5 read as 9.
# endregion results
