# What: calls a tie a win
# Fails: results
# Hint: results-verdict
# region results
**Answer.** It depends on what the features know. On plain recall the network has 1.000 and boosting on the row as it is
.372, but one line of code, a lookup, has 1.000 too: no difference. On the log the network (.991) beats crosses of
question, key, value and place by .350 (95 % interval .320 to .380), and loses by .009 (.003 to .015) to features that
know that the last write counts (1.000). Without positions the network has .515.

| figure | value |
| --- | --- |
| plain_attention | 1.000 |
| plain_boosting | 0.372 |
| plain_lookup | 1.000 |
| plain_lookup_difference | 0.0000 |
| plain_lookup_low | 0.0000 |
| plain_lookup_high | 0.0000 |
| plain_lookup_verdict | deep |
| log_attention | 0.991 |
| log_without_positions | 0.515 |
| log_slot_crosses | 0.641 |
| log_slot_crosses_difference | 0.3500 |
| log_slot_crosses_low | 0.3197 |
| log_slot_crosses_high | 0.3803 |
| log_slot_crosses_verdict | deep |
| log_state_crosses | 1.000 |
| log_state_crosses_difference | -0.0090 |
| log_state_crosses_low | -0.0149 |
| log_state_crosses_high | -0.0031 |
| log_state_crosses_verdict | classical |

Worst failure: log test row 213, value 2 read as 7.
# endregion results
