# What: blames the imputer that the traceback names.
# Fails: sick-run
# Hint: sick-order
# region diagnose
    return Diagnosis(
        fault="shared-state",
        order=("test_some_weights_are_missing", "test_near_parcels_are_safer_than_far_ones"),
        repair="Give the imputer at least one row before it is called.",
    )
# endregion diagnose
