# What: makes the network of the clutter task cheaper than measured
# Fails: memo
# Hint: memo-cost
# region memo
## Decision

Use a network for cluttered digits and for state tracking, where it is better by .061 and by .675 in accuracy. Keep
boosting for the table of rules, where the network is worse by .101. Keep the lookup for recall and logistic regression
for breast cancer: there the data show no difference, and the classical side costs less. All comparisons are on the same
rows, five splits each, with 95 % intervals.

## Task by task

- **tabular:** classical; take classical. Boosting is right on .805 of the rows, the tuned network on .704, and the
  interval of the difference, −.131 to −.071, is far from zero.
- **clutter:** deep; take deep. The convolutional network has .954, the bank of templates .894, interval .010 to .111.
  It is cheaper to run as well, because the bank compares 1,200 templates at every place.
- **tracking:** deep; take deep. The recurrent network has 1.000 and the best of three feature models .325; counts and
  the last events do not hold the state, which depends on the order of all events.
- **recall:** no difference; take classical. Both sides have 1.000. One feature, the value whose key equals the
  question, is the whole task.
- **cancer:** no difference; take classical. The difference is −.005 with an interval of −.030 to .020, and logistic
  regression trains in a small part of the time with 91 numbers.

## Cost

Medians over five seeds on one core of a busy machine; a year is 12 trainings and a million predictions.

| task | train s deep | train s classical | predict µs deep | predict µs classical | year s deep | year s classical |
| --- | --- | --- | --- | --- | --- | --- |
| tabular | 6.50 | 3.90 | 24.45 | 19.88 | 102.5 | 66.7 |
| clutter | 15.75 | 7.59 | 148.12 | 432.45 | 132.1 | 523.6 |
| tracking | 9.79 | 1.85 | 35.87 | 82.48 | 153.3 | 104.6 |
| recall | 3.74 | 2.18 | 14.72 | 0.05 | 59.6 | 26.3 |
| cancer | 0.41 | 0.01 | 1.87 | 2.31 | 6.8 | 2.5 |

No bill reaches a quarter of an hour of one core a year. Cost decides the ties; it does not outweigh a difference.

## Where a feature suffices

On recall a lookup, the value of the write whose key equals the question, reaches 1.000 without training, as the
attention network does. If the line of the tracking task logged its state at every step, a table of transitions would
suffice there too, and we should ask for that log before we ship a network.

## What would change this

- TabPFN (Hollmann et al. 2025, Nature 637) is a transformer that was trained once on synthetic tables and needs no
  training on ours. Its authors tested it up to 10,000 rows and 500 columns, which covers both tabular and cancer. It
  should be a third side on these two before this memo is used for another year; its predictions cost more.
- Grinsztajn, Oyallon and Varoquaux (2022, NeurIPS) found trees ahead on 45 tables of about 10,000 rows, and explain it
  by uninformative columns and irregular functions. The tabular task has both by construction, so it shows their
  mechanism and not how common it is. On a smooth table without such columns we would expect a smaller gap.

## What this does not say

Three tasks are generated. Nobody tried larger networks, pretrained models or more than three candidates a side. With
five splits, a difference below about two points on breast cancer could not be seen. Errors were counted alike, and a
missed tumor is not like a false alarm.
# endregion memo
