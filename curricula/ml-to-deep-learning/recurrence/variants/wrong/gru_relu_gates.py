# What: cuts the gates off at 0 and 1 instead of taking a sigmoid
# Fails: gru
# Hint: gru-gates
# region gru_cell
    a_r, a_z, a_n = (x @ w_ih.T + b_ih).chunk(3, dim=1)
    c_r, c_z, c_n = (h @ w_hh.T + b_hh).chunk(3, dim=1)
    r, z = (a_r + c_r).clamp(0, 1), (a_z + c_z).clamp(0, 1)
    return (1 - z) * torch.tanh(a_n + r * c_n) + z * h
# endregion gru_cell
