"""deepbridge: a small deep-learning library, written to be compared with classical models."""

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # transformers never asks the network
