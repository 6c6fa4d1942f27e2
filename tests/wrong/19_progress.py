# %% ends: one rise is enough, patience is not waited for -> ended at the first rise
ends_and_backs = [3, 2, 3, 2]

# %% ends: the count of bad epochs does not start again after an improvement -> did not start the count again
ends_and_backs = [5, 4, 4, 2]

# %% ends: the last epoch ends it, but its own improvement is not seen: back to 4.7
ends_and_backs = [8, 6, 4, 2]

# %% ends: epochs counted from 0 -> counted from 0
ends_and_backs = [7, 7, 3, 1]

# %% ends: min_delta is measured against the epoch before, not against the least loss -> measured min_delta from the epoch before
ends_and_backs = [8, 8, 6, 4]

# %% ends: patience 2 taken for "at the third epoch without improvement" -> one epoch too patient
ends_and_backs = [8, 8, 5, 2]

# %% early: a loss that equals the least counts as an improvement -> an equal loss counted as better
def early(losses, patience):
    best, back = losses[0], 1
    for epoch, loss in enumerate(losses, start=1):
        if loss <= best:
            best, back = loss, epoch
        elif epoch - back >= patience:
            return epoch, back
    return len(losses), back

# %% early: each loss is compared with that of the epoch before, not with the least -> compared with the epoch before, not with the least
def early(losses, patience):
    back, waited = 1, 0
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[epoch - 2]:
            back, waited = epoch, 0
        else:
            waited += 1
        if waited >= patience:
            return epoch, back
    return len(losses), back

# %% early: the count of bad epochs is not set back to 0 by an improvement -> did not start the count again
def early(losses, patience):
    best, back, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, back = loss, epoch
        else:
            waited += 1
        if waited >= patience:
            return epoch, back
    return len(losses), back

# %% early: ends one epoch late: more than patience epochs without improvement -> one epoch late
def early(losses, patience):
    best, back = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, back = loss, epoch
        if epoch - back > patience:
            return epoch, back
    return len(losses), back

# %% early: epochs counted from 0 -> counted from 0
def early(losses, patience):
    best, back = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, back = loss, epoch
        if epoch - back >= patience:
            return epoch, back
    return len(losses) - 1, back

# %% early: if patience is never exhausted, the last epoch is put back and not the best -> put back the last epoch where patience lasts
def early(losses, patience):
    best, back = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, back = loss, epoch
        if epoch - back >= patience:
            return epoch, back
    return len(losses), len(losses)

# %% patience: thinks nothing is better than epoch 9 until 177, so waits 177 - 9 -> waited for the best epoch, not for the first better one
least_patience = [False, 168, 345]

# %% patience: one too few: the improvement must come before the count is full -> one too few: it just misses
least_patience = [False, 143, 320]

# %% patience: one too many, the patience that is still too short was not subtracted right -> one too many
least_patience = [False, 145, 322]

# %% patience: the end of patience 150 copied, not that of the least patience -> gave the end of patience 150
least_patience = [False, 144, 327]

# %% patience: gives the epoch that is put back and not the one that ends -> gave the epoch that is put back
least_patience = [False, 144, 177]

# %% patience: patience 100 taken to be enough, and 177 + 100 -> took 100 for the patience
least_patience = [True, 100, 277]
