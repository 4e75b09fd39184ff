# What: never tells the sampler which epoch it is
# Fails: one-process
# Hint: ddp-set-epoch
# region train_ddp
    dist.init_process_group("gloo", init_method=init_method, rank=rank, world_size=world)
    try:
        model = DistributedDataParallel(job.model)
        optimizer = torch.optim.SGD(model.parameters(), lr=job.rate, momentum=0.9)
        sampler = DistributedSampler(job.data, world, rank, shuffle=True, seed=job.seed, drop_last=True)
        losses: list[float] = []
        for _ in range(job.epochs):
            for rows in BatchSampler(sampler, job.batch, drop_last=False):
                x, y = job.data.__getitems__(rows)
                loss = cross_entropy(model(x), y)
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
