# What: shows an invented table and keeps the true one in an element that a page hides
# Fails: results
# Hint: results-numbers
# region results
**Answer.** It depends on what the features know. On plain recall the network has 1.000 and boosting on the row as it is
.366, but one line of code, a lookup, has 1.000 too: no difference. On the log the network (.988) beats crosses of
question, key, value and place by .348 (95 % interval .318 to .378), and loses by .012 (.005 to .019) to features that
know that the last write counts (1.000). Without positions the network has .525.

| figure | value |
| --- | --- |
| **plain_attention** | 1.000 |
| **plain_boosting** | 0.366 |
| **plain_lookup** | 1.000 |
| **plain_lookup_difference** | 0.0000 |
| **plain_lookup_low** | 0.0000 |
| **plain_lookup_high** | 0.0000 |
| **plain_lookup_verdict** | no difference |
| **log_attention** | 0.999 |
| **log_without_positions** | 0.525 |
| **log_slot_crosses** | 0.403 |
| **log_slot_crosses_difference** | 0.3480 |
| **log_slot_crosses_low** | 0.3176 |
| **log_slot_crosses_high** | 0.3784 |
| **log_slot_crosses_verdict** | deep |
| **log_state_crosses** | 1.000 |
| **log_state_crosses_difference** | -0.0120 |
| **log_state_crosses_low** | -0.0188 |
| **log_state_crosses_high** | -0.0052 |
| **log_state_crosses_verdict** | classical |

Worst failure: log test row 739, value 1 read as 2.

<div hidden>

| figure | value |
| --- | --- |
| plain_attention | 1.000 |
| plain_boosting | 0.366 |
| plain_lookup | 1.000 |
| plain_lookup_difference | 0.0000 |
| plain_lookup_low | 0.0000 |
| plain_lookup_high | 0.0000 |
| plain_lookup_verdict | no difference |
| log_attention | 0.988 |
| log_without_positions | 0.525 |
| log_slot_crosses | 0.640 |
| log_slot_crosses_difference | 0.3480 |
| log_slot_crosses_low | 0.3176 |
| log_slot_crosses_high | 0.3784 |
| log_slot_crosses_verdict | deep |
| log_state_crosses | 1.000 |
| log_state_crosses_difference | -0.0120 |
| log_state_crosses_low | -0.0188 |
| log_state_crosses_high | -0.0052 |
| log_state_crosses_verdict | classical |

Worst failure: log test row 739, value 1 read as 2.

</div>
# endregion results
