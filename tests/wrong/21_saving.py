# %% bytes: only the weights, without what Adam remembers -> the weights alone: Adam's two vectors are as long
bytes_in_all = ((64 + 1) * 128 + (128 + 1) * 64 + (64 + 1) * 10) * 8

# %% bytes: the biases are forgotten -> forgot the biases
bytes_in_all = (64 * 128 + 128 * 64 + 64 * 10) * 3 * 8

# %% bytes: Adam keeps one vector, so two in all -> one vector of Adam's instead of two
bytes_in_all = 17226 * 2 * 8

# %% bytes: 4 bytes a number (float32) -> float32, four bytes a number
bytes_in_all = 17226 * 3 * 4

# %% bytes: numbers counted, not bytes -> counted numbers, not bytes
bytes_in_all = 17226 * 3

# %% bytes: the dice are added (2496 bytes for the random numbers) -> counted the random numbers, which are neither
bytes_in_all = 17226 * 3 * 8 + 2496

# %% whole: at least as many bytes as are claimed will do -> lets extra bytes pass
def is_whole(count, itemsize, following):
    return following >= count * itemsize

# %% whole: the comparison turned: fewer bytes than claimed will do -> lets a file that is too short pass
def is_whole(count, itemsize, following):
    return count * itemsize >= following

# %% whole: the number of numbers is compared with the bytes, itemsize forgotten -> forgot that a number has several bytes
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

# %% partly: the random numbers are not carried over -> the random numbers were not carried
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, part(True, False, numbers=False), part(False, True, numbers=False)]

# %% partly: the two distances exchanged
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [True, part(False, True), part(True, False)]

# %% partly: the weights are those of a fresh network, not of first
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, part(True, False, weights=False), part(False, True, weights=False)]

# %% partly: (a) with t = 0
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, part(True, False, start=0), part(False, True)]

# %% partly: in (b) t starts at 1 as well: nothing of the optimizer is kept
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, part(True, False), part(False, False)]

# %% partly: 20 epochs more, not 13
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, part(True, False, epochs=20), part(False, True, epochs=20)]

# %% partly: t kept counts epochs, so t = 7
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, part(True, False), part(False, False, start=7)]

# %% partly: rounded to three places behind the point, as "to three digits" may be read
def part(memory, count, numbers=True, weights=True, epochs=13, start=1):
    twin = fresh()
    if weights:
        twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else start
    if numbers:
        twin.rng.set_state(first.rng.get_state())
    return distance(twin.fit(X, y, epochs=epochs, verbose=0))
far = [False, round(part(True, False), 3), round(part(False, True), 3)]

# %% partly: the distance is from first and not from straight
def part(memory, count):
    twin = fresh()
    twin.parameters.theta[...] = first.parameters.theta
    twin.optimizer.m = first.optimizer.m.copy() if memory else np.zeros_like(first.optimizer.m)
    twin.optimizer.v = first.optimizer.v.copy() if memory else np.zeros_like(first.optimizer.v)
    twin.optimizer.t = first.optimizer.t if count else 1
    twin.rng.set_state(first.rng.get_state())
    twin.fit(X, y, epochs=13, verbose=0)
    return float(np.abs(twin.parameters.theta - first.parameters.theta).max())
far = [False, part(True, False), part(False, True)]
