# What: finds the pair and blames the seed of the data.
# Fails: sick-run
# Hint: sick-fault
# region diagnose
    return Diagnosis(
        fault="unseeded-data",
        order=("test_long_hauls_are_risky", "test_near_parcels_are_safer_than_far_ones"),
        repair="Set another seed in the fixture for every night.",
    )
# endregion diagnose
