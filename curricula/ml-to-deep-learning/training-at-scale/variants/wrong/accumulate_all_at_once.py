# What: joins the small batches and takes one large step
# Fails: one-graph
# Hint: accumulate-graphs
# region accumulate
    x = torch.cat([part for part, _ in batches])
    y = torch.cat([part for _, part in batches])
    model.zero_grad()
    loss = cross_entropy(model(x), y)
    loss.backward()
    return loss.item()
# endregion accumulate
