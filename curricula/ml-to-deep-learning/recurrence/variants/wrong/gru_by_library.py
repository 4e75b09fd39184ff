# What: lets the library compute the step, under another name
# Fails: alone
# Hint: alone-own
# region gru_cell
    from torch import gru_cell as step

    return step(x, h, w_ih, w_hh, b_ih, b_hh)
# endregion gru_cell
