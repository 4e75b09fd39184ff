# What: shows an invented table first and the true one below it
# Fails: results
# Hint: results-once
# region results
**Answer.** For motif order no: logistic regression on two windows is right on .994 of the series. For state
tracking yes: the GRU is right on 1.000 of the shifts of 30 events, the best of ten feature models on .344
(difference .656, 95 % interval .626 to .685), and on 1.000 of the shifts of 120 events.
If the line logged its state at every step, a table of lags would be right on 1.000, and that would be cheaper.

| figure | value |
| --- | --- |
| motif_windows | 0.9940 |
| motif_raw | 0.8270 |
| tracking_gru | 1.0000 |
| tracking_gru_long | 1.0000 |
| tracking_classical | 0.1670 |
| tracking_logged_table | 1.0000 |
| tracking_difference | 0.6560 |
| tracking_low | 0.6265 |
| tracking_high | 0.6855 |
| tracking_verdict | deep |


| figure | value |
| --- | --- |
| motif_windows | 0.9940 |
| motif_raw | 0.8270 |
| tracking_gru | 1.0000 |
| tracking_gru_long | 1.0000 |
| tracking_classical | 0.3440 |
| tracking_logged_table | 1.0000 |
| tracking_difference | 0.6560 |
| tracking_low | 0.6265 |
| tracking_high | 0.6855 |
| tracking_verdict | deep |

Worst failure: motif series 161, a 1 read as 0.
# endregion results
