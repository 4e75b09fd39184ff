# What: expects 17:00 sharp to count for the same day: the expectation is wrong, not the package.
# Fails: any-order
# Hint: red-on-correct
# region workdays
@pytest.mark.parametrize(
    ("at", "depot", "service", "expected"),
    [
        ("2025-06-03T08:00Z", "berlin", "standard", "2025-06-06"),
        ("2025-06-03T15:00Z", "berlin", "express", "2025-06-04"),
        ("2025-04-17T08:00Z", "berlin", "standard", "2025-04-24"),
    ],
)
def test_due_days_counted_by_hand(at: str, depot: str, service: str, expected: str) -> None:
    assert due(at, depot, service) == expected
# endregion workdays
