"""Re-runs what a portfolio publishes and compares every figure. Standard library only."""
