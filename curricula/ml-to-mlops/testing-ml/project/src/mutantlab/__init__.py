"""mutantlab: runs a test suite against correct and broken versions of a package, and says which it tells apart.

A suite is treated as a classifier. A broken version (a *mutant*) is a positive, a correct one a negative; a suite that
goes red has said "positive". Sensitivity is the share of mutants on which it goes red, specificity the share of correct
versions on which it stays green.

`catalog` reads mutants, `lab` runs suites in a worker process, `judge` decides what a run means, `worker` is that
process.
"""
