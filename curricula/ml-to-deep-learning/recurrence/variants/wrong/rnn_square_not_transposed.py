# What: multiplies the state by the square matrix without transposing it, which no shape forbids
# Fails: rnn-hand-example
# Hint: rnn-formula
# region rnn_cell
    return torch.tanh(x @ w_ih.T + b_ih + h @ w_hh + b_hh)
# endregion rnn_cell
