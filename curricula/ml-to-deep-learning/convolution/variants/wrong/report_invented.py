# What: reports a network that is never wrong by more than one in a hundred
# Fails: results
# Hint: results-numbers
# region results
**Answer.** When digits only move, features suffice: an SVM on cropped digits has .982 and the network .982, no difference
(95 % interval −.014 to +.014). Among fragments the network has .991 and the best whole-image features .538. The fair
rival is a bank of templates that slides over the canvas: it has .891, and the network is better by .076 (interval .047
to .104).

| figure | value |
| --- | --- |
| shifted_features | 0.9822 |
| shifted_cnn | 0.9822 |
| shifted_difference | 0.0000 |
| shifted_low | -0.0138 |
| shifted_high | 0.0138 |
| shifted_verdict | no difference |
| cluttered_features | 0.5378 |
| cluttered_bank | 0.8911 |
| cluttered_cnn | 0.9911 |
| cluttered_difference | 0.0756 |
| cluttered_low | 0.0468 |
| cluttered_high | 0.1043 |
| cluttered_verdict | deep |

Worst failure: cluttered test canvas 56, a 9 read as 5.
# endregion results
