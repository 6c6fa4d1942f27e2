# %% mean: the three means are averaged -> the mean of the means
gradient_of_all = (2 + 6 + -1) / 3

# %% mean: sample weights are overlooked, 60 rows count alike -> counted the rows of rank 2 in full; each of them counts a half
gradient_of_all = (30 * 2 + 10 * 6 + 20 * -1) / 60

# %% mean: the weighted sum is divided by the rows, not by the weights -> weighted the sums, but divided by the number of rows
gradient_of_all = (60 + 60 - 10) / (30 + 10 + 20)

# %% mean: Allreduce adds, and nothing is divided -> the sum; it must be divided by the sum of the weights
gradient_of_all = 110.0

# %% mean: the weight 0.5 is taken for the weight of the whole rank -> gave rank 2 the weight of one of its rows
gradient_of_all = (60 + 60 - 0.5) / (30 + 10 + 0.5)

# %% mean: the gradients without their weights are summed
gradient_of_all = 2 + 6 - 1

# %% mean: the weight of rank 2 is squared, as if both sums took it twice
gradient_of_all = (60 + 60 - 5) / 45

# %% mean: the sign of the third gradient is forgotten -> lost the sign of rank 2
gradient_of_all = 130 / 50

# %% own_rows: the rows themselves, not where they stand in the own arrays -> the numbers among all rows; places in its own arrays are wanted
def own_rows(batch, first, count):
    return np.array([row for row in batch if first <= row < first + count], int)

# %% own_rows: the last row is thought to be first + count -> one row of the next rank as well
def own_rows(batch, first, count):
    return np.array([row - first for row in batch if first <= row <= first + count], int)

# %% own_rows: np.isin in the wrong direction gives places sorted -> sorted; the order of the batch is wanted
def own_rows(batch, first, count):
    return np.flatnonzero(np.isin(np.arange(first, first + count), batch))

# %% own_rows: places in the batch by enumerate -> the places in the batch; those in its own arrays are wanted
def own_rows(batch, first, count):
    return np.array([i for i, row in enumerate(batch) if first <= row < first + count], int)

# %% own_rows: a mask is returned, not indices
def own_rows(batch, first, count):
    return (batch >= first) & (batch < first + count)

# %% own_rows: first is subtracted, and nothing is left out
def own_rows(batch, first, count):
    return batch - first

# %% own_rows: range(first, count) is taken for the own rows -> count is how many rows, not where they end
def own_rows(batch, first, count):
    return np.array([row - first for row in batch if row in range(first, count)], int)

# %% own_rows: modulo instead of a test of membership
def own_rows(batch, first, count):
    return batch % count

# %% remedy: the latency is thought to be the trouble -> took the latency for what is slow
P = np.array([64])
prediction_and_speeds = [0, speedups("784-512-512-10", 2048, P, 2e-6)[0],
                         speedups("784-512-512-10", 2048, P, per_byte=0.5 / 1.2e9)[0],
                         speedups("784-512-512-10", 4096, P)[0]]

# %% remedy: per_byte is doubled, since twice as many bytes a second are offered -> twice as many bytes a second is half the time of a byte, not twice
P = np.array([64])
prediction_and_speeds = [2, speedups("784-512-512-10", 2048, P, 2e-6)[0],
                         speedups("784-512-512-10", 2048, P, per_byte=2 / 1.2e9)[0],
                         speedups("784-512-512-10", 4096, P)[0]]

# %% remedy: the bandwidth is thought to help most -> took the bytes for the best remedy
P = np.array([64])
prediction_and_speeds = [1, speedups("784-512-512-10", 2048, P, 2e-6)[0],
                         speedups("784-512-512-10", 2048, P, per_byte=0.5 / 1.2e9)[0],
                         speedups("784-512-512-10", 4096, P)[0]]

# %% remedy: a wrong network, the middle one -> the network 64-128-64-10; the large one is asked
P = np.array([64])
prediction_and_speeds = [2, speedups("64-128-64-10", 2048, P, 2e-6)[0],
                         speedups("64-128-64-10", 2048, P, per_byte=0.5 / 1.2e9)[0],
                         speedups("64-128-64-10", 4096, P)[0]]

# %% remedy: the three remedies are added one to the other -> each remedy on top of those before; one at a time is asked
P = np.array([64])
prediction_and_speeds = [2, speedups("784-512-512-10", 2048, P, 2e-6)[0],
                         speedups("784-512-512-10", 2048, P, 2e-6, 0.5 / 1.2e9)[0],
                         speedups("784-512-512-10", 4096, P, 2e-6, 0.5 / 1.2e9)[0]]

# %% remedy: efficiencies, the times divided by the ranks -> the shares of 64, not the times
P = np.array([64])
prediction_and_speeds = [2, speedups("784-512-512-10", 2048, P, 2e-6)[0] / 64,
                         speedups("784-512-512-10", 2048, P, per_byte=0.5 / 1.2e9)[0] / 64,
                         speedups("784-512-512-10", 4096, P)[0] / 64]

# %% mean: the mean of rank 2 is weighted with 0.5 once more -> weighted rank 2 twice; its 10 is the sum of its weights
gradient_of_all = (30 * 2 + 10 * 6 + 10 * 0.5 * -1) / 50

# %% own_rows: a slice of the batch, as if first and count were places in it -> batch holds numbers of rows; first and count are not places in it
def own_rows(batch, first, count):
    return batch[first:first + count] - first

# %% own_rows: only what lies before the own rows is dropped -> the rows behind this rank's last one as well
def own_rows(batch, first, count):
    own = batch - first
    return own[own >= 0]

# %% remedy: how many times as fast as without a remedy -> how many times as fast as without a remedy; as one rank is asked
prediction_and_speeds = [2, *(
    speedups("784-512-512-10", rows, np.array([64]), latency, per_byte)[0]
    / speedups("784-512-512-10", 2048, np.array([64]))[0]
    for rows, latency, per_byte in [
        (2048, 2e-6, 1 / 1.2e9), (2048, 20e-6, 1 / 2.4e9), (4096, 20e-6, 1 / 1.2e9)])]

# %% remedy: the rows of a batch are taken for the rows of each rank -> rows is the batch of all ranks, not the rows of each
prediction_and_speeds = [2, *(
    speedups("784-512-512-10", 64 * rows, np.array([64]), latency, per_byte)[0]
    for rows, latency, per_byte in [
        (2048, 2e-6, 1 / 1.2e9), (2048, 20e-6, 1 / 2.4e9), (4096, 20e-6, 1 / 1.2e9)])]

# %% remedy: twice the rows are counted as twice the speed -> the speed is of a step on as many rows; it is not doubled for twice the rows
prediction_and_speeds = [2, *(
    times * speedups("784-512-512-10", rows, np.array([64]), latency, per_byte)[0]
    for times, rows, latency, per_byte in [
        (1, 2048, 2e-6, 1 / 1.2e9), (1, 2048, 20e-6, 1 / 2.4e9), (2, 4096, 20e-6, 1 / 1.2e9)])]
