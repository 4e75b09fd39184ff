# What: takes the loss from a helper of the checks instead of writing it
# Fails: network-gradient
# Hint: network-numpy
# region cross_entropy
    from reference_net import network_loss_and_gradients

    values = [logits.data, np.zeros(logits.shape[1])]
    loss, gradients = network_loss_and_gradients(values, np.eye(len(labels)), labels)
    return Tensor(loss, (logits,), lambda gradient: (gradient * gradients[0],))
# endregion cross_entropy
