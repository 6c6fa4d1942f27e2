# %% pair: the sum of the losses, not the mean -> took the sum of the losses, not their mean
accuracy_and_loss = (2/3, -(np.log(.9) + np.log(.4) + np.log(.8)))

# %% pair: the logarithm of yhat also where the class is 0 -> used the probability of class 1 for every point
accuracy_and_loss = (2/3, -(np.log(.9) + np.log(.4) + np.log(.2)) / 3)

# %% pair: 1 - yhat for class 1, the two classes are swapped in the loss -> exchanged the two classes in the loss
accuracy_and_loss = (2/3, -(np.log(.1) + np.log(.6) + np.log(.2)) / 3)

# %% pair: only the wrong answers cost something -> let only the wrong row cost something
accuracy_and_loss = (2/3, -np.log(.4) / 3)

# %% pair: the accuracy is the mean probability given to the truth -> took the mean probability of the truth for the accuracy
accuracy_and_loss = ((.9 + .4 + .8) / 3, -(np.log(.9) + np.log(.4) + np.log(.8)) / 3)

# %% pair: logarithm to the base 10 -> took the logarithm to base 10
accuracy_and_loss = (2/3, -(np.log10(.9) + np.log10(.4) + np.log10(.8)) / 3)

# %% pair: 0.2 is counted as wrong, because it is below one half -> counted 0.2 as wrong: below one half is right for class 0
accuracy_and_loss = (1/3, -(np.log(.9) + np.log(.4) + np.log(.8)) / 3)

# %% confusion: rows are what was given, columns the truth -> rows and columns are exchanged
def confusion(yhat, y):
    c = np.zeros((2, 2), dtype=int)
    np.add.at(c, ((yhat >= 0.5).astype(int), y.astype(int)), 1)
    return c

# %% confusion: 0.5 counts as class 0 -> a probability of 0.5 went to class 0
def confusion(yhat, y):
    c = np.zeros((2, 2), dtype=int)
    np.add.at(c, (y.astype(int), (yhat > 0.5).astype(int)), 1)
    return c

# %% confusion: shares in place of counts -> shares instead of counts
def confusion(yhat, y):
    c = np.zeros((2, 2))
    np.add.at(c, (y.astype(int), (yhat >= 0.5).astype(int)), 1)
    return c / len(y)

# %% confusion: c[y, p] += 1 counts every pair once only -> c[y, given] += 1 counts indices that come again only once
def confusion(yhat, y):
    c = np.zeros((2, 2), dtype=int)
    c[y.astype(int), (yhat >= 0.5).astype(int)] += 1
    return c

# %% confusion: class 1 first -> class 1 stands first
def confusion(yhat, y):
    c = np.zeros((2, 2), dtype=int)
    np.add.at(c, (1 - y.astype(int), 1 - (yhat >= 0.5).astype(int)), 1)
    return c

# %% confusion: right and wrong in place of the class that was given -> the column says right or wrong, not the class that was given
def confusion(yhat, y):
    c = np.zeros((2, 2), dtype=int)
    p = (yhat >= 0.5).astype(int)
    np.add.at(c, (y.astype(int), (p == y).astype(int)), 1)
    return c

# %% confusion: the probabilities are added up, not counted -> added the probabilities up
def confusion(yhat, y):
    return np.array([[(1 - yhat)[y == 0].sum(), yhat[y == 0].sum()],
                     [(1 - yhat)[y == 1].sum(), yhat[y == 1].sum()]])

# %% halved: the accuracy is held to change -> predicted that the accuracy changes: half of z has the sign of z
n = copy.deepcopy(rash_runs[0])
n.parameters.W[-1][...] *= 0.5
n.parameters.b[-1][...] *= 0.5
halved_last_layer = [True, True, bce(n.predict(data[1]), data[3])]

# %% halved: the loss is held to rise, for half the weights know half as much -> predicted that the loss does not fall, but the answers were too sure
n = copy.deepcopy(rash_runs[0])
n.parameters.W[-1][...] *= 0.5
n.parameters.b[-1][...] *= 0.5
halved_last_layer = [False, False, bce(n.predict(data[1]), data[3])]

# %% halved: all weights of all layers are halved -> halved all layers, not only the last
n = copy.deepcopy(rash_runs[0])
n.parameters.theta[...] *= 0.5
halved_last_layer = [False, True, bce(n.predict(data[1]), data[3])]

# %% halved: measured on the training rows -> measured on the training rows
n = copy.deepcopy(rash_runs[0])
n.parameters.W[-1][...] *= 0.5
n.parameters.b[-1][...] *= 0.5
halved_last_layer = [False, True, bce(n.predict(data[0]), data[2])]

# %% halved: the bias is left as it is -> halved the weights, but not the bias
n = copy.deepcopy(rash_runs[0])
n.parameters.W[-1][...] *= 0.5
halved_last_layer = [False, True, bce(n.predict(data[1]), data[3])]

# %% halved: the loss before, not halved at all -> changed nothing before measuring
halved_last_layer = [False, True, bce(rash_runs[0].predict(data[1]), data[3])]

# %% halved: the probabilities are halved, not the weights -> halved the probabilities, not the weights
halved_last_layer = [False, True, bce(rash_runs[0].predict(data[1]) / 2, data[3])]
