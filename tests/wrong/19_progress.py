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

# %% drawn: the time since the epoch before is asked, not since the last drawing -> looked back to the epoch before, not to the last drawing
def drawn(times, interval):
    shown = [True]
    for before, now in zip(times, times[1:]):
        shown.append(now - before >= interval)
    shown[-1] = True
    return shown

# %% drawn: the last epoch is not treated apart -> the last epoch is drawn whatever the clock says
def drawn(times, interval):
    last, shown = -np.inf, []
    for now in times:
        shown.append(now - last >= interval)
        if shown[-1]:
            last = now
    return shown

# %% drawn: more than the interval is wanted -> exactly the interval is enough
def drawn(times, interval):
    last, shown = -np.inf, []
    for now in times:
        shown.append(now - last > interval)
        if shown[-1]:
            last = now
    shown[-1] = True
    return shown

# %% drawn: the clock begins at 0, so the first may be left out -> the clock of the first drawing does not begin at 0
def drawn(times, interval):
    last, shown = 0, []
    for now in times:
        shown.append(now - last >= interval)
        if shown[-1]:
            last = now
    shown[-1] = True
    return shown

# %% drawn: one drawing for each interval of the clock -> drawn at fixed times, not so long after the last drawing
def drawn(times, interval):
    shown, place = [], None
    for now in times:
        shown.append(now // interval != place)
        place = now // interval
    shown[-1] = True
    return shown

# %% drawn: the numbers of the epochs that are drawn, not True or False for each
def drawn(times, interval):
    last, shown = -np.inf, []
    for epoch, now in enumerate(times):
        if now - last >= interval or epoch == len(times) - 1:
            shown.append(epoch)
            last = now
    return shown

# %% drawn: the first is not drawn, counting begins with it -> the first epoch is drawn, too
def drawn(times, interval):
    last, shown = times[0], []
    for now in times:
        shown.append(now - last >= interval)
        if shown[-1]:
            last = now
    shown[-1] = True
    return shown

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
