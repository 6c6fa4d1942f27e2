# %% whole: the gradients added up, not their mean -> took the sum of the two rows' slopes, not their mean
first_loss = (0.6**2 + 1.8**2) / 2

# %% whole: the loss before the step -> this is the loss before the step
first_loss = 6.5

# %% whole: the 2 of the square is missing in the slope -> forgot that the slope of a square is twice the error
first_loss = (2.4**2 + 1.05**2) / 2

# %% whole: the errors are squared and added, not averaged -> the sum of the squares, not their mean
first_loss = 1.8**2 + 0.1**2

# %% whole: the bias stays 0 -> left the bias where it was
first_loss = (2.3**2 + 0.6**2) / 2

# %% whole: mean error times mean x
first_loss = 1.75**2 / 2

# %% whole: each row makes a step of its own all the same -> a step for each row, in the order 0, 1
first_loss = 1.4112

# %% early: the weights are remembered without a copy, so they are the last ones -> the last weights, not the best: not written back, or kept without a copy
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep = loss, 0, net.parameters.theta
    net.parameters.theta[...] = keep
    return [done, net.parameters.theta]

# %% early: the weights are bound to the name, not written into theta
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep = loss, 0, net.parameters.theta.copy()
    net.parameters.theta = keep
    return [done, net.parameters.theta]

# %% early: compared with the epoch before, not with the best
def stop_early(net, X, y, valid, patience):
    last, best, since, done = np.inf, np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since = 0 if loss < last else since + 1
        last = loss
        if loss < best:
            best, keep = loss, net.parameters.theta.copy()
    net.parameters.theta[...] = keep
    return [done, net.parameters.theta]

# %% early: waits for one epoch too many -> stopped one epoch late
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since <= patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep = loss, 0, net.parameters.theta.copy()
    net.parameters.theta[...] = keep
    return [done, net.parameters.theta]

# %% early: returns the number of the best epoch
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep, where = loss, 0, net.parameters.theta.copy(), done
    net.parameters.theta[...] = keep
    return [where, net.parameters.theta]

# %% early: the worse epochs are counted in all, not in a row
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        if loss < best:
            best, keep = loss, net.parameters.theta.copy()
        else:
            since += 1
    net.parameters.theta[...] = keep
    return [done, net.parameters.theta]

# %% early: does not go back to the best weights -> the last weights, not the best: not written back, or kept without a copy
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since = loss, 0
    return [done, net.parameters.theta]

# %% early: watches the loss on the rows that are learned from
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience and done < 300:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["train_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep = loss, 0, net.parameters.theta.copy()
    net.parameters.theta[...] = keep
    return [done, net.parameters.theta]

# %% early: the best weights are returned, but the network keeps the last ones
def stop_early(net, X, y, valid, patience):
    best, since, done = np.inf, 0, 0
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep = loss, 0, net.parameters.theta.copy()
    return [done, keep]

# %% agree: a second call begins anew -> took the second call for a new beginning
same_bits = [False, True, False, True]

# %% agree: the validation rows are learned from too, or cost random numbers
same_bits = [True, False, False, True]

# %% agree: the rows are shuffled anyway, so their order does not matter -> believed that a shuffle makes the order of the rows indifferent
same_bits = [True, True, True, True]

# %% agree: what is measured changes what is learned
same_bits = [True, True, False, False]

# %% agree: any change at all changes the last bits
same_bits = [False, False, False, False]

# %% agree: written down which ones differ -> said where they differ, not where they agree
same_bits = [False, False, True, False]

# %% early: goes back to the epoch before the best one
def stop_early(net, X, y, valid, patience):
    best, since, done, before = np.inf, 0, 0, net.parameters.theta.copy()
    while since < patience:
        net.fit(X, y, epochs=1, valid_data=valid)
        done += 1
        loss = net.history["valid_loss"][-1]
        since += 1
        if loss < best:
            best, since, keep = loss, 0, before
        before = net.parameters.theta.copy()
    net.parameters.theta[...] = keep
    return [done, net.parameters.theta]
