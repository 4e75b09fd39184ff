# What: counts the weights and forgets the biases
# Fails: parameter-count
# Hint: count-biases
# region count_parameters
    return sum(fan_in * fan_out for fan_in, fan_out in zip(sizes, sizes[1:]))
# endregion count_parameters
