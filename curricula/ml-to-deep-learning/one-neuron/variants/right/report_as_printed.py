# What: bounds as `run.py` prints them, and an interval that takes its unit from the words before it
# region results
**Answer.** It is the same model: no probability differs by more than .0001. On breast cancer there is no difference to the
SVM (.988 against .982); on digits the SVM is better by 2.0 percentage points, interval .8 to 3.2.

| figure | value |
| --- | --- |
| iris_differs_by_at_most | 1.2e-06 |
| breast_cancer_differs_by_at_most | 0.0000015 |
| scaling_raw_steps | 1162 |
| scaling_standardized_steps | 45 |
| scaling_ratio | 25.8 |
| breast_cancer_neuron | 0.9883 |
| breast_cancer_library | 0.9883 |
| breast_cancer_rbf_svm | 0.9825 |
| breast_cancer_difference | 0.0058 |
| breast_cancer_low | -0.0056 |
| breast_cancer_high | 0.0173 |
| breast_cancer_verdict | no difference |
| digits_neuron | 0.9704 |
| digits_library | 0.9778 |
| digits_rbf_svm | 0.9907 |
| digits_difference | -0.0204 |
| digits_low | -0.0323 |
| digits_high | -0.0084 |
| digits_verdict | classical |

Worst failure: digits test row 313, a 5 read as 9.
# endregion results
