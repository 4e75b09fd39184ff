# What: returns the output and the state, as torch.nn.RNN does
# Fails: rnn-shape
# Hint: cell-shape
# region rnn_cell
    state = torch.tanh(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)
    return state, state
# endregion rnn_cell
