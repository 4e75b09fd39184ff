# What: calls the transfer on names positive
# Fails: results
# Hint: results-verdict
# region results
**Answer.** On sentences the probe is right on .545 with 5 labels a class, the best TF-IDF model on .404 (difference .141,
95 % interval .112 to .169). With 40 labels a class TF-IDF has caught up: .708 against .725, no difference. On names the
encoder hurts: .573 against 1.000, because it cannot see capitals. On crops of photographs the probe has .982; fine-tuning
adds nothing to it.

| figure | value |
| --- | --- |
| docs_probe_5 | 0.5447 |
| docs_classical_5 | 0.4038 |
| docs_difference_5 | 0.1409 |
| docs_low_5 | 0.1123 |
| docs_high_5 | 0.1694 |
| docs_verdict_5 | deep |
| docs_probe_40 | 0.7250 |
| docs_classical_40 | 0.7077 |
| docs_catch_up | 40 |
| names_probe_5 | 0.5731 |
| names_classical_5 | 1.0000 |
| names_difference_5 | -0.4269 |
| names_low_5 | -0.4704 |
| names_high_5 | -0.3834 |
| names_transfer_5 | positive |
| photos_probe | 0.9821 |
| photos_fine_tuned | 0.9762 |
| photos_classical | 0.8750 |
| photos_fine_tuning | no difference |

Worst failure: docs text 412, numbers read as concurrency.
# endregion results
