"""Bridgecraft's side of a run of checks: a pytest plugin that writes what happens to a file of events."""
