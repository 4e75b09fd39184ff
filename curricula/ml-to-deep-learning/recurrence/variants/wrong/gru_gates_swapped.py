# What: mixes with the update gate the wrong way round
# Fails: gru-hand-example
# Hint: gru-gates
# region gru_cell
    a_r, a_z, a_n = (x @ w_ih.T + b_ih).chunk(3, dim=1)
    c_r, c_z, c_n = (h @ w_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(a_r + c_r), torch.sigmoid(a_z + c_z)
    return (1 - z) * h + z * torch.tanh(a_n + r * c_n)
# endregion gru_cell
