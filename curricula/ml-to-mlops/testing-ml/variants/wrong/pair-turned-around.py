# What: the right pair in the wrong order: the failing test first.
# Fails: sick-run
# Hint: sick-order
# region diagnose
    return Diagnosis(
        fault="shared-state",
        order=("test_near_parcels_are_safer_than_far_ones", "test_long_hauls_are_risky"),
        repair="Give each test a table of its own, or let the long hauls work on a copy.",
    )
# endregion diagnose
