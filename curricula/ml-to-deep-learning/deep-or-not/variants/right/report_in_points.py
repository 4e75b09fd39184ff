# What: the answer and the memo in percentage points, with other marks
# region results
**Answer.** No in three of five. The networks win on clutter by 6.1 percentage points (95 % interval 1.0 to 11.1 points) and on
tracking by 67.5 points; boosting wins on the table of rules, 80.5 % against 70.4 %; on the other two nobody does.

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
# region memo
## Decision

Use a network for cluttered digits and for state tracking, where it is better by 10 points and by 67.5 percentage points. Keep
boosting for the table of rules, where the network is worse by 10.1 %. Keep the lookup for recall and logistic regression
for breast cancer: there the data show no difference, and the classical side costs less. All comparisons are on the same
rows, five splits each, with 95 % intervals.

## Task by task

- **Tabular:** classical; take classical. Boosting is right on .805 of the rows, the tuned network on .704, and the
  interval of the difference, −.131 to −.071, is far from zero.
- **clutter:** deep; take deep. The convolutional network has .954, the bank of templates .894, interval .010 to .111.
  It is cheaper to run as well, because the bank compares 1,200 templates at every place.
- **tracking:** deep; take deep. The recurrent network has 1.000 and the best of three feature models .325; counts and
  the last events do not hold the state, which depends on the order of all events.
* recall: no difference; take classical. Both sides have 1.000. One feature, the value whose key equals the
  question, is the whole task.
- **cancer:** no difference; take classical. The difference is −.005 with an interval of −.030 to .020, and logistic
  regression trains in a small part of the time with 91 numbers.

## Cost

Medians over five seeds on one core of a busy machine; a year is 12 trainings and a million predictions.

| task | train s deep | train s classical | predict µs deep | predict µs classical | year s deep | year s classical |
| --- | --- | --- | --- | --- | --- | --- |
| tabular | 6.50 | 3.90 | 24.45 | 19.88 | 102.5 | 66.7 |
| clutter | 15.75 | 7.59 | 148.12 | 432.45 | 337.1 | 523.6 |
| tracking | 9.79 | 1.85 | 35.87 | 82.48 | 153.3 | 104.6 |
| recall | 3.74 | 2.18 | 14.72 | 0.05 | 59.6 | 26.3 |
| cancer | 0.41 | 0.01 | 1.87 | 2.31 | 6.8 | 2.5 |

No bill reaches a quarter of an hour of one core a year. Cost decides the ties; it does not outweigh a difference.

## Where a feature suffices

On recall one line that looks up the value of the asked word reaches 1.000 without training, as the attention
network does. If the line of the tracking task logged its state at every step, a table of transitions would
suffice there too, and we should ask for that log before we ship a network.

## What would change this

- TabPFN (Hollmann et al. 2025, Nature 637) is a transformer that was trained once on synthetic tables and needs no
  training on ours. Its authors tested it up to 10 000 rows and 500 columns, which covers both tabular and cancer. It
  should be a third side on these two before this memo is used for another year; its predictions cost more.
- Grinsztajn, Oyallon and Varoquaux (2022, NeurIPS) found trees ahead on 45 tables of about 10,000 rows, and explain it
  by uninformative columns and irregular functions. The tabular task has both by construction, so it shows their
  mechanism and not how common it is. On a smooth table without such columns we would expect a smaller gap.

## What this does not say

Three tasks are generated. Nobody tried larger networks, pretrained models or more than three candidates a side. With
five splits, a difference below about two points on breast cancer could not be seen. Errors were counted alike, and a
missed tumor is not like a false alarm.
# endregion memo
