# What: shows an invented table and keeps the true one in a comment
# Fails: results
# Hint: results-numbers
# region results
**Answer.** Regularization lifts the network from .719 to .862 on clean digits, +.143 (95 % interval +.105 to +.181),
and it no longer learns the wrong labels. It does not beat the best classical model: an RBF-SVM on the same augmented
rows has .909, so the network is .047 behind (interval −.066 to −.029).

| variant | train | test | minus plain | low | high | verdict |
| --- | --- | --- | --- | --- | --- | --- |
| plain | 1.0000 | 0.7187 | 0.0000 | 0.0000 | 0.0000 | baseline |
| decay | 1.0000 | 0.7256 | 0.0069 | 0.0019 | 0.0118 | helps |
| stopping | 0.7453 | 0.8178 | 0.0991 | 0.0410 | 0.1572 | helps |
| dropout | 0.9973 | 0.7893 | 0.0706 | 0.0554 | 0.0858 | helps |
| augment | 0.8000 | 0.8419 | 0.1233 | 0.0667 | 0.1798 | helps |
| all | 0.7627 | 0.9338 | 0.1430 | 0.1048 | 0.1813 | helps |

| model | test | all minus it | low | high | verdict |
| --- | --- | --- | --- | --- | --- |
| logistic | 0.8428 | 0.0189 | -0.0039 | 0.0417 | no difference |
| boosting | 0.7390 | 0.1227 | 0.0904 | 0.1550 | deep |
| forest | 0.8377 | 0.0241 | -0.0102 | 0.0583 | no difference |
| forest_augmented | 0.8511 | 0.0106 | -0.0155 | 0.0367 | no difference |
| rbf_svm | 0.8969 | -0.0352 | -0.0525 | -0.0179 | classical |
| rbf_svm_augmented | 0.9091 | -0.0474 | -0.0657 | -0.0291 | classical |

Worst failure: draw 0, test row 107, a 1 read as 2.

<!--
| variant | train | test | minus plain | low | high | verdict |
| --- | --- | --- | --- | --- | --- | --- |
| plain | 1.0000 | 0.7187 | 0.0000 | 0.0000 | 0.0000 | baseline |
| decay | 1.0000 | 0.7256 | 0.0069 | 0.0019 | 0.0118 | helps |
| stopping | 0.7453 | 0.8178 | 0.0991 | 0.0410 | 0.1572 | helps |
| dropout | 0.9973 | 0.7893 | 0.0706 | 0.0554 | 0.0858 | helps |
| augment | 0.8000 | 0.8419 | 0.1233 | 0.0667 | 0.1798 | helps |
| all | 0.7627 | 0.8617 | 0.1430 | 0.1048 | 0.1813 | helps |

| model | test | all minus it | low | high | verdict |
| --- | --- | --- | --- | --- | --- |
| logistic | 0.8428 | 0.0189 | -0.0039 | 0.0417 | no difference |
| boosting | 0.7390 | 0.1227 | 0.0904 | 0.1550 | deep |
| forest | 0.8377 | 0.0241 | -0.0102 | 0.0583 | no difference |
| forest_augmented | 0.8511 | 0.0106 | -0.0155 | 0.0367 | no difference |
| rbf_svm | 0.8969 | -0.0352 | -0.0525 | -0.0179 | classical |
| rbf_svm_augmented | 0.9091 | -0.0474 | -0.0657 | -0.0291 | classical |

Worst failure: draw 0, test row 107, a 1 read as 2.
-->
# endregion results
