# What: shows an invented table and keeps the true one in a comment
# Fails: results
# Hint: results-numbers
# region results
**Answer.** It depends on what the features know. On plain recall the network has 1.000 and boosting on the row as it is
.372, but one line of code, a lookup, has 1.000 too: no difference. On the log the network (.988) beats crosses of
question, key, value and place by .347 (95 % interval .317 to .377), and loses by .012 (.005 to .019) to features that
know that the last write counts (1.000). Without positions the network has .514.

| figure | value |
| --- | --- |
| plain_attention | 1.000 |
| plain_boosting | 0.372 |
| plain_lookup | 1.000 |
| plain_lookup_difference | 0.0000 |
| plain_lookup_low | 0.0000 |
| plain_lookup_high | 0.0000 |
| plain_lookup_verdict | no difference |
| log_attention | 0.999 |
| log_without_positions | 0.514 |
| log_slot_crosses | 0.403 |
| log_slot_crosses_difference | 0.3470 |
| log_slot_crosses_low | 0.3166 |
| log_slot_crosses_high | 0.3774 |
| log_slot_crosses_verdict | deep |
| log_state_crosses | 1.000 |
| log_state_crosses_difference | -0.0120 |
| log_state_crosses_low | -0.0188 |
| log_state_crosses_high | -0.0052 |
| log_state_crosses_verdict | classical |

Worst failure: log test row 213, value 2 read as 7.

<!--
| figure | value |
| --- | --- |
| plain_attention | 1.000 |
| plain_boosting | 0.372 |
| plain_lookup | 1.000 |
| plain_lookup_difference | 0.0000 |
| plain_lookup_low | 0.0000 |
| plain_lookup_high | 0.0000 |
| plain_lookup_verdict | no difference |
| log_attention | 0.988 |
| log_without_positions | 0.514 |
| log_slot_crosses | 0.641 |
| log_slot_crosses_difference | 0.3470 |
| log_slot_crosses_low | 0.3166 |
| log_slot_crosses_high | 0.3774 |
| log_slot_crosses_verdict | deep |
| log_state_crosses | 1.000 |
| log_state_crosses_difference | -0.0120 |
| log_state_crosses_low | -0.0188 |
| log_state_crosses_high | -0.0052 |
| log_state_crosses_verdict | classical |

Worst failure: log test row 213, value 2 read as 7.
-->
# endregion results
