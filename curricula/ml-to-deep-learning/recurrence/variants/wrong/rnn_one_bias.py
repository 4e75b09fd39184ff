# What: adds one of the two biases
# Fails: rnn-hand-example
# Hint: rnn-formula
# region rnn_cell
    return torch.tanh(x @ w_ih.T + h @ w_hh.T + b_ih)
# endregion rnn_cell
