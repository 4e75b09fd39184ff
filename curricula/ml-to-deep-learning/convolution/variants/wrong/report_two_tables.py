# What: shows a table that flatters first and the true one below it
# Fails: results
# Hint: results-once
# region results
**Answer.** When digits only move, features suffice: an SVM on cropped digits has .982 and the network .982, no difference
(95 % interval −.014 to +.014). Among fragments the network has .967 and the best whole-image features .538. The fair
rival is a bank of templates that slides over the canvas: it has .924, and the network is better by .042 (interval .017
to .068).

| figure | value |
| --- | --- |
| shifted_features | 0.9822 |
| shifted_cnn | 0.9822 |
| shifted_difference | 0.0000 |
| shifted_low | -0.0138 |
| shifted_high | 0.0138 |
| shifted_verdict | no difference |
| cluttered_features | 0.5378 |
| cluttered_bank | 0.5500 |
| cluttered_cnn | 0.9667 |
| cluttered_difference | 0.0422 |
| cluttered_low | 0.0167 |
| cluttered_high | 0.0677 |
| cluttered_verdict | deep |


| figure | value |
| --- | --- |
| shifted_features | 0.9822 |
| shifted_cnn | 0.9822 |
| shifted_difference | 0.0000 |
| shifted_low | -0.0138 |
| shifted_high | 0.0138 |
| shifted_verdict | no difference |
| cluttered_features | 0.5378 |
| cluttered_bank | 0.9244 |
| cluttered_cnn | 0.9667 |
| cluttered_difference | 0.0422 |
| cluttered_low | 0.0167 |
| cluttered_high | 0.0677 |
| cluttered_verdict | deep |

Worst failure: cluttered test canvas 56, a 9 read as 5.
# endregion results
