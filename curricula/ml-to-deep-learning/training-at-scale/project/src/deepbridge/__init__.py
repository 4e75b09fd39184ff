"""deepbridge: a small deep-learning library, written to be compared with classical models."""
