# %% bytes: only the weights, without what Adam remembers
bytes_in_all = ((64 + 1) * 128 + (128 + 1) * 64 + (64 + 1) * 10) * 8

# %% bytes: the biases are forgotten
bytes_in_all = (64 * 128 + 128 * 64 + 64 * 10) * 3 * 8

# %% bytes: Adam keeps one vector, so two in all
bytes_in_all = 17226 * 2 * 8

# %% bytes: 4 bytes a number (float32)
bytes_in_all = 17226 * 3 * 4

# %% bytes: numbers counted, not bytes
bytes_in_all = 17226 * 3

# %% bytes: the dice are added (2496 bytes for the random numbers)
bytes_in_all = 17226 * 3 * 8 + 2496

# %% whole: at least as many bytes as are claimed will do
def is_whole(count, itemsize, following):
    return following >= count * itemsize

# %% whole: the comparison turned: fewer bytes than claimed will do
def is_whole(count, itemsize, following):
    return count * itemsize >= following

# %% whole: the number of numbers is compared with the bytes, itemsize forgotten
def is_whole(count, itemsize, following):
    return count == following

# %% whole: whole division, so that a rest of a few bytes passes
def is_whole(count, itemsize, following):
    return following // itemsize == count

# %% whole: the head of 128 bytes is counted as well
def is_whole(count, itemsize, following):
    return 128 + count * itemsize == following

# %% whole: only asks whether the bytes are a multiple of the itemsize
def is_whole(count, itemsize, following):
    return following % itemsize == 0

# %% partly: (a) without the random numbers carried over
def part(memory, count, numbers=True):
    twin = fresh()
    twin.parameters.theta[...] = first.parameters.theta
    if memory:
        twin.optimizer.m = first.optimizer.m.copy()
        twin.optimizer.v = first.optimizer.v.copy()
    else:
        twin.optimizer.m = np.zeros_like(first.optimizer.m)
        twin.optimizer.v = np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else 1
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=13, verbose=0))
far = [False, part(True, False, False), part(False, True, False)]

# %% partly: (a) and (b) exchanged in the list
far = [True, part(False, True), part(True, False)]

# %% partly: the weights are those of a fresh network
def part(memory, count):
    twin = fresh()
    if memory:
        twin.optimizer.m = first.optimizer.m.copy()
        twin.optimizer.v = first.optimizer.v.copy()
    else:
        twin.optimizer.m = np.zeros_like(first.optimizer.m)
        twin.optimizer.v = np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else 1
    twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=13, verbose=0))
far = [False, part(True, False), part(False, True)]

# %% partly: (a) with t = 0
twin = fresh()
twin.parameters.theta[...] = first.parameters.theta
twin.optimizer.m = first.optimizer.m.copy()
twin.optimizer.v = first.optimizer.v.copy()
twin.optimizer.t = 0
twin.rng.set_state(first.rng.get_state())
far = [False, distance(twin.fit(X, y, epochs=13, verbose=0)), 0.0041030]

# %% partly: the moments are not copied, so that (a) changes first's memory, and (b) leaves t at 1
twin = fresh()
twin.parameters.theta[...] = first.parameters.theta
twin.optimizer.m = np.zeros_like(first.optimizer.m)
twin.optimizer.v = np.zeros_like(first.optimizer.v)
twin.optimizer.t = 1
twin.rng.set_state(first.rng.get_state())
far = [False, 0.0011328, distance(twin.fit(X, y, epochs=13, verbose=0))]

# %% partly: 20 epochs more, and not 13
def part(memory, count):
    twin = fresh()
    twin.parameters.theta[...] = first.parameters.theta
    if memory:
        twin.optimizer.m = first.optimizer.m.copy()
        twin.optimizer.v = first.optimizer.v.copy()
    else:
        twin.optimizer.m = np.zeros_like(first.optimizer.m)
        twin.optimizer.v = np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else 1
    twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=20, verbose=0))
far = [True, part(True, False), part(False, True)]

# %% partly: the distances are from first, not from straight (the mean way of 13 epochs)
def away(memory, count):
    twin = fresh()
    twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else 1
    twin.rng.set_state(first.rng.get_state())
    twin.fit(X, y, epochs=13, verbose=0)
    return float(np.abs(twin.parameters.theta - first.parameters.theta).max())
far = [False, away(True, False), away(False, True)]
