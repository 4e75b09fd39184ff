# What: applies the reset gate to the input too
# Fails: gru-hand-example
# Hint: gru-gates
# region gru_cell
    a_r, a_z, a_n = (x @ w_ih.T + b_ih).chunk(3, dim=1)
    c_r, c_z, c_n = (h @ w_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(a_r + c_r), torch.sigmoid(a_z + c_z)
    return (1 - z) * torch.tanh(r * (a_n + c_n)) + z * h
# endregion gru_cell
