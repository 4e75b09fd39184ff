# What: says in whole points what the record does not
# Fails: results
# Hint: results-numbers
# region results
**Answer.** The network wins by 40 points on cluttered digits and by 67.5 points on state tracking. On the table of
rules boosting wins, .805 against .704. On recall and breast cancer nobody does.

| figure | value |
| --- | --- |
| tabular_deep | 0.7044 |
| tabular_classical | 0.8050 |
| tabular_difference | -0.1006 |
| tabular_low | -0.1305 |
| tabular_high | -0.0707 |
| tabular_verdict | classical |
| tabular_take | classical |
| clutter_deep | 0.9544 |
| clutter_classical | 0.8939 |
| clutter_difference | 0.0606 |
| clutter_low | 0.0102 |
| clutter_high | 0.1109 |
| clutter_verdict | deep |
| clutter_take | deep |
| tracking_deep | 1.0000 |
| tracking_classical | 0.3252 |
| tracking_difference | 0.6748 |
| tracking_low | 0.6430 |
| tracking_high | 0.7066 |
| tracking_verdict | deep |
| tracking_take | deep |
| recall_deep | 1.0000 |
| recall_classical | 1.0000 |
| recall_difference | 0.0000 |
| recall_low | 0.0000 |
| recall_high | 0.0000 |
| recall_verdict | no difference |
| recall_take | classical |
| cancer_deep | 0.9719 |
| cancer_classical | 0.9772 |
| cancer_difference | -0.0053 |
| cancer_low | -0.0301 |
| cancer_high | 0.0195 |
| cancer_verdict | no difference |
| cancer_take | classical |
# endregion results
