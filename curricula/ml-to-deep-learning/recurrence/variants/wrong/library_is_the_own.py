# What: returns the states of the own network and never asks the library
# Fails: library-states
# Hint: library-call
# region library_states
    from deepbridge.rnn import gru_cell

    states = torch.zeros(len(x), x.shape[1], h0.shape[1], dtype=x.dtype)
    h = h0
    for step in range(x.shape[1]):
        running = (step < lengths)[:, None]
        h = torch.where(running, gru_cell(x[:, step], h, *weights), h)
        states[:, step] = torch.where(running, h, 0.0)
    return states, h
# endregion library_states
