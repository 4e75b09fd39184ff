"""Few labels, and some of them wrong: regularization of a small network, against classical models."""
