"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import numpy as np

from deepbridge.conv import conv2d_naive


def test_an_edge_detector_answers_at_the_edge() -> None:
    image = np.zeros((1, 1, 5, 5))
    image[..., 2:] = 1.0  # dark on the left, light on the right
    edge = np.array([[[[-1.0, 1.0]]]])
    answer = conv2d_naive(image, edge)
    assert answer.shape == (1, 1, 5, 4)
    assert np.flatnonzero(answer[0, 0, 0]).tolist() == [1], answer
