# What: reports samples that are better training data than those of the mixture
# Fails: results
# Hint: results-numbers
# region results
**Answer.** Neither wins on all counts. Diffusion samples are harder to tell from real digits (AUC .891 against .967 for
the Gaussian mixture; the difference of .075 has the 95 % interval .054 to .097). The mixture's samples train the better
classifier (.991 against .960; −.031, interval −.047 to −.015) and vary more (.77 against .52). Neither copies.

| figure | value |
| --- | --- |
| diffusion_agreement | 0.9978 |
| diffusion_copy_ratio | 0.9686 |
| diffusion_diversity | 0.5235 |
| diffusion_auc | 0.8911 |
| diffusion_usefulness | 0.9950 |
| classical_name | mixture |
| classical_agreement | 0.9918 |
| classical_copy_ratio | 1.0854 |
| classical_diversity | 0.7689 |
| classical_auc | 0.9665 |
| classical_usefulness | 0.9911 |
| kernel_copy_ratio | 0.7508 |
| kernel_usefulness | 0.9911 |
| usefulness_difference | -0.0311 |
| usefulness_low | -0.0472 |
| usefulness_high | -0.0151 |
| usefulness_verdict | classical |
| realism_difference | 0.0754 |
| realism_low | 0.0538 |
| realism_high | 0.0966 |
| realism_verdict | deep |

Worst failure: digit 9, diversity 0.48.
# endregion results
