"""The first test: one line of arithmetic that a mutant gets wrong."""

from __future__ import annotations

import pandas as pd
import pytest

from parcelops.units import to_km


### BEGIN SOLUTION first
def test_ten_miles_in_kilometers() -> None:
    """10 mi are 16.09344 km, 10 km are 10 km."""
    kilometers = to_km(pd.Series([10.0, 10.0]), pd.Series(["mi", "km"]))
    assert kilometers.tolist() == pytest.approx([16.09344, 10.0])


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="yd"):
        to_km(pd.Series([10.0]), pd.Series(["yd"]))


### STARTER
#| def test_ten_miles_in_kilometers() -> None:
#|     """10 mi are 16.09344 km, 10 km are 10 km."""
#|     kilometers = to_km(pd.Series([10.0, 10.0]), pd.Series(["mi", "km"]))
#|     # TODO (2 min): compare with the values that you expect, then delete the next line:
#|     # assert kilometers.tolist() == pytest.approx([16.09344, 10.0])
#|     raise NotImplementedError(f"first: what should {kilometers.tolist()} be?")
### END SOLUTION
