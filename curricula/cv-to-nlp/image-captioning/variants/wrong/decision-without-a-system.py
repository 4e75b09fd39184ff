# What: decides nothing: names no system.
# Fails: report-failures
# Hint: report-failures
# region failures
## Failures

- said: a red square at bottom left and a green cross at bottom right
  true: a red circle at bottom left and a green cross at bottom right
  why: red circles were held out; the captioner keeps the color and names a round thing by a shape that it has seen in red
- said: a yellow circle at top left
  true: a yellow cross at top left
  why: yellow crosses were held out; after "a yellow" the language model has never seen "cross", so the prior wins over the picture
- said: a green square at bottom right
  true: a green circle at bottom right
  why: both shapes were seen in green, so this is plain vision: at this size a circle and a square differ in a few corner pixels

## Decision

It depends on many things, and one has to weigh the advantages and the disadvantages of all of them with care before a
choice is made; 0.25 is low and 1.00 is high, so more work is needed.
# endregion failures
