# What: supports plain descent with one figure, named twice
# Fails: results
# Hint: results-when
# region results
**Answer.** On the convex problem the classical solvers win: saga after 10 passes (3.4e-03 nats above the optimum, AdamW
6.0e-03), lbfgs after 100 (6.2e-06, AdamW 8.8e-05), and neither has a rate to tune. On the network AdamW (98.3 %) and
momentum (98.0 percent) do not differ, and the RBF-SVM is better by 0.7 points, 95 %
interval of AdamW minus SVM −1.5 to −0.02 points.

| figure | value |
| --- | --- |
| quadratic_gd | 586 |
| quadratic_momentum | 76 |
| valley_momentum | 239 |
| valley_adamw | 359 |
| valley_lbfgs | 39 |
| valley_winner | lbfgs |
| convex_10_momentum | 6.91e-03 |
| convex_10_adamw | 5.96e-03 |
| convex_10_saga | 3.40e-03 |
| convex_10_lbfgs | 5.04e-02 |
| convex_10_winner | saga |
| convex_100_momentum | 1.35e-04 |
| convex_100_adamw | 8.79e-05 |
| convex_100_saga | 4.96e-05 |
| convex_100_lbfgs | 6.24e-06 |
| convex_100_winner | lbfgs |
| network_sgd | 0.9796 |
| network_momentum | 0.9796 |
| network_adamw | 0.9833 |
| network_rbf_svm | 0.9907 |
| network_difference | -0.0074 |
| network_low | −0.0146 |
| network_high | -0.0002 |
| network_verdict | classical |

Worst failure: digits test row 313, a 5 read as 9.

| situation | use | because |
| --- | --- | --- |
| gradients only, curvatures that differ much | momentum | `quadratic_momentum` 76 steps against `quadratic_gd` 586 |
| few variables, smooth, exact gradients | L-BFGS | `valley_lbfgs` 39 evaluations against `valley_momentum` 239 |
| convex, a few passes are affordable | `saga` | `convex_10_saga` against `convex_10_adamw`, and no rate to tune |
| convex, the optimum is needed to many digits | lbfgs | `convex_100_lbfgs` is ten times nearer than `convex_100_adamw` |
| a network, its rate unknown | sgd | `network_sgd`, and again `network_sgd` |
| 1,797 small images | RBF-SVM | `network_rbf_svm` against `network_adamw` |
# endregion results
