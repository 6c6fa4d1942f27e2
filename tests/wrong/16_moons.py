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

# %% height: the border for every p, z = 0 -> this is the border, p = 1/2, for every p
def height(w, b, x0, p):
    return -(w[0] * x0 + b) / w[1]

# %% height: p put where z stands -> z is not the probability
def height(w, b, x0, p):
    return (p - b - w[0] * x0) / w[1]

# %% height: z = ln((1 - p) / p), the sign of z lost -> the odds are upside down: p stands above
def height(w, b, x0, p):
    return (np.log((1 - p) / p) - b - w[0] * x0) / w[1]

# %% height: the bias stays on its side with its sign -> the bias changes its sign on the other side
def height(w, b, x0, p):
    return (np.log(p / (1 - p)) + b - w[0] * x0) / w[1]

# %% height: solved for x_0 in place of x_1 -> the two weights are exchanged
def height(w, b, x0, p):
    return (np.log(p / (1 - p)) - b - w[1] * x0) / w[0]

# %% height: only ln p -> the logarithm of p alone; that of 1 - p belongs to it
def height(w, b, x0, p):
    return (np.log(p) - b - w[0] * x0) / w[1]

# %% height: one number, for the first x_0 alone
def height(w, b, x0, p):
    return float((np.log(p / (1 - p)) - b - w[0] * x0[0]) / w[1])

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
