# What: wraps the model and trains the one inside
# Fails: two-equal
# Hint: ddp-average
# region train_ddp
    dist.init_process_group("gloo", init_method=init_method, rank=rank, world_size=world)
    try:
        model = DistributedDataParallel(job.model)
        optimizer = torch.optim.SGD(model.parameters(), lr=job.rate, momentum=0.9)
        sampler = DistributedSampler(job.data, world, rank, shuffle=True, seed=job.seed, drop_last=True)
        losses: list[float] = []
        for epoch in range(job.epochs):
            sampler.set_epoch(epoch)
            for rows in BatchSampler(sampler, job.batch, drop_last=False):
                x, y = job.data.__getitems__(rows)
                loss = cross_entropy(job.model(x), y)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                mean = loss.detach().clone()
                dist.all_reduce(mean)
                losses.append(mean.item() / world)
        return losses
    finally:
        dist.destroy_process_group()
# endregion train_ddp
