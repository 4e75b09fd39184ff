# What: makes up failures that no run has printed.
# Fails: report-failures
# Hint: report-failures
# region failures
## Failures

- said: a purple dog at top left
  true: a red circle at top left
  why: the captioner has never seen a red circle and takes it for something else
- said: a green square at top right
  true: a green circle at top right
  why: squares and circles look alike when the picture is this small
- said: a blue cross at bottom left
  true: a blue square at bottom left
  why: blue squares were held out, so it says a shape that it has seen in blue

## Decision

I would ship the detector with its template, because it is right on 1.00 of the new bindings where the captioner is right
on only 0.25 of them, and our cameras never move.
# endregion failures
