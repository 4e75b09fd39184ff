# What: calls the library and returns the weights of the own descent
# Fails: library-minimum
# Hint: library-call
# region library_fit
    from deepbridge.neuron import fit_gd

    LogisticRegression().fit(x, y)
    c = 1.0 / (decay * len(x))
    neuron = fit_gd(x, y, c=2.0 * c if int(y.max()) == 1 else c)
    return neuron.weight, neuron.bias
# endregion library_fit
