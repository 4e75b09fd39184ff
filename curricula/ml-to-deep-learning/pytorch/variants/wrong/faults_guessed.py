# What: names the likeliest faults in general
# Fails: named-faults
# Hint: bug-names
# region named_faults
    "first_loop": "learning-rate-too-high",
    "second_loop": "training-mode-not-restored",
    "third_loop": "gradients-not-cleared",
# endregion named_faults
