"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

from deepbridge.search import plan_halving


def test_the_plan_spends_at_most_the_budget() -> None:
    before, spent = 0, 0
    for rung in plan_halving(budget=100, min_epochs=1, max_epochs=9, eta=3):
        spent += rung.candidates * (rung.epochs - before)
        before = rung.epochs
    assert 90 < spent <= 100, spent
