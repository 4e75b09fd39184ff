# What: calls a difference that may be zero a victory
# Fails: results
# Hint: results-verdict
# region results
**Answer.** At 8 bits the teacher keeps its accuracy of .984 with 64 kB instead of 222 kB, and an SVM taught by it is as
good (.986 with 129 kB; difference −.002, 95 % interval −.012 to +.008). Where a few kB count, logistic regression on the
teacher's labels (2.8 kB, .962) does not differ from the 8-bit student (4.9 kB, .956; interval −.022 to +.010): I would
ship the logistic regression there.

| figure | value |
| --- | --- |
| teacher_accuracy | 0.984 |
| teacher_kilobytes | 222.1 |
| teacher_latency | 2.03 |
| teacher_int8_accuracy | 0.984 |
| teacher_int8_kilobytes | 63.9 |
| teacher_int8_latency | 2.34 |
| pruned_accuracy | 0.980 |
| pruned_kilobytes | 222.1 |
| pruned_latency | 2.04 |
| student_accuracy | 0.960 |
| student_kilobytes | 6.4 |
| student_latency | 1.06 |
| student_int8_accuracy | 0.956 |
| student_int8_kilobytes | 4.9 |
| student_int8_latency | 1.54 |
| logistic_accuracy | 0.962 |
| logistic_kilobytes | 2.8 |
| logistic_latency | 1.00 |
| svm_accuracy | 0.986 |
| svm_kilobytes | 128.8 |
| svm_latency | 2.60 |
| scratch_accuracy | 0.888 |
| svm_on_labels | 0.892 |
| front | logistic, teacher_int8, svm |
| large_difference | -0.0020 |
| large_low | -0.0124 |
| large_high | 0.0084 |
| large_verdict | no difference |
| small_difference | -0.0060 |
| small_low | -0.0222 |
| small_high | 0.0102 |
| small_verdict | classical |
| sick_follows | 0.978 |
| sick_off | 0.698 |
| sick_turned | 0.396 |
| repaired_follows | 0.962 |
| repaired_off | 0.964 |
| repaired_turned | 0.954 |

Worst failure of the 8-bit teacher: test row 417, a 5 read as 9.
# endregion results
