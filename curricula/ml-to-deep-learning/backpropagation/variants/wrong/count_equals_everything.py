# What: returns a number that says it is equal to every other
# Fails: parameter-count
# Hint: plain-values
# region count_parameters
    class Any(int):
        __hash__ = int.__hash__

        def __eq__(self, other):
            return True

        def __ne__(self, other):
            return False

    return Any(0)
# endregion count_parameters
