# What: lets the library compute the step
# Fails: alone
# Hint: alone-own
# region rnn_cell
    return torch.rnn_tanh_cell(x, h, w_ih, w_hh, b_ih, b_hh)
# endregion rnn_cell
