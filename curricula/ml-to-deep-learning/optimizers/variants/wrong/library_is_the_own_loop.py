# What: returns what the own optimizers give and never asks torch
# Fails: library-training
# Hint: library-call
# region train_in_torch
    from deepbridge.net import Network, train

    network = Network([w.copy() for w in weights])
    return train(network, x, y, recipe, seed), network.weights
# endregion train_in_torch
