"""A network made ready for other people's machines: smaller, measured, and asked what it looks at."""
