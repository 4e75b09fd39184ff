# What: takes the mean of the batches
# Fails: evaluate-hand-example
# Hint: evaluate-mean
# region evaluate
    device = next(model.parameters()).device
    was_training = model.training
    model.eval()
    total, predictions, labels = 0.0, [], []
    with torch.no_grad():
        for x, y, _ in batches:
            logits, y = model(x.to(device)), y.to(device)
            total += F.cross_entropy(logits, y).item()
            predictions.append(logits.argmax(dim=1).cpu())
            labels.append(y.cpu())
    model.train(was_training)
    predicted, gold = torch.cat(predictions), torch.cat(labels)
    return Evaluation(total / len(labels), (predicted == gold).double().mean().item(), predicted)
# endregion evaluate
