# What: cuts the state into three parts instead of the product
# Fails: gru-shape
# Hint: cell-shape
# region gru_cell
    a = x @ w_ih.T + b_ih
    c = h @ w_hh.T + b_hh
    k = h.shape[1]
    r, z = torch.sigmoid(a[:k] + c[:k]), torch.sigmoid(a[k : 2 * k] + c[k : 2 * k])
    return (1 - z) * torch.tanh(a[2 * k :] + r * c[2 * k :]) + z * h
# endregion gru_cell
