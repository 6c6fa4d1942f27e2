# %% weighted: divided by the number of rows -> divided by the number of rows
weighted_loss = (4 * 0.2 + 1 * 0.7 + 0 * 1.0) / 3

# %% weighted: divided by the rows with a weight above 0 -> divided by the number of rows that have a weight
weighted_loss = (4 * 0.2 + 1 * 0.7) / 2

# %% weighted: the sum, not divided -> did not divide
weighted_loss = 4 * 0.2 + 1 * 0.7

# %% weighted: the plain mean, weights only choose which rows count -> left out the row of weight 0, and then forgot the weights
weighted_loss = (0.2 + 0.7) / 2

# %% weighted: the plain mean of the losses, without the weights -> forgot the weights
weighted_loss = (0.2 + 0.7 + 1.0) / 3

# %% weighted: the weights 4, 1, 0 become shares by the wrong sum (sum of the losses)
weighted_loss = (4 * 0.2 + 1 * 0.7) / (0.2 + 0.7 + 1.0)

# %% balanced: one over the count of the class, the sum n forgotten -> one over the count: all weights have the sum K
def balanced(y):
    values, place, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (1 / counts)[place]

# %% balanced: n over the count, the number of classes forgotten -> forgot the number of classes
def balanced(y):
    values, place, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (len(y) / counts)[place]

# %% balanced: the weight is the share of the class (the wrong way round)
def balanced(y):
    values, place, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (counts / len(y))[place]

# %% balanced: two classes are taken for granted
def balanced(y):
    values, place, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (len(y) / (2 * counts))[place]

# %% balanced: one weight for each class, not for each row -> one weight a class, not one a row
def balanced(y):
    values, counts = np.unique(y, return_counts=True)
    return len(y) / (len(values) * counts)

# %% balanced: labels are taken for whole numbers 0 to K - 1
def balanced(y):
    counts = np.bincount(y)
    return (len(y) / (len(counts) * counts))[y]

# %% balanced: the weights sum to 1 -> forgot the number of rows
def balanced(y):
    values, place, counts = np.unique(y, return_inverse=True, return_counts=True)
    return (1 / (len(counts) * counts))[place]

# %% leak: the selection stays before the split both times, only the scaling is in the pipeline
few = SelectKBest(k=10).fit_transform(noise, turns)
before = cross_val_score(judge_net, few, turns, cv=5).mean()
found = [2, before, cross_val_score(make_pipeline(StandardScaler(), judge_net), few, turns, cv=5).mean()]

# %% leak: the two numbers exchanged -> the two accuracies are exchanged
few = SelectKBest(k=10).fit_transform(noise, turns)
before = cross_val_score(judge_net, few, turns, cv=5).mean()
piped = cross_val_score(make_pipeline(SelectKBest(k=10), judge_net), noise, turns, cv=5).mean()
found = [2, piped, before]

# %% leak: judged on the rows learned from
few = SelectKBest(k=10).fit_transform(noise, turns)
before = cross_val_score(judge_net, few, turns, cv=5).mean()
clean = make_pipeline(SelectKBest(k=10), judge_net).fit(noise, turns)
found = [2, before, clean.score(noise, turns)]

# %% leak: noise is noise, so one half is predicted, and left there
few = SelectKBest(k=10).fit_transform(noise, turns)
found = [0, cross_val_score(judge_net, few, turns, cv=5).mean(),
         cross_val_score(make_pipeline(SelectKBest(k=10), judge_net), noise, turns, cv=5).mean()]

# %% leak: a scaler stands in the pipeline in the place of the selection, all 500 columns stay
few = SelectKBest(k=10).fit_transform(noise, turns)
found = [2, cross_val_score(judge_net, few, turns, cv=5).mean(),
         cross_val_score(make_pipeline(StandardScaler(), judge_net), noise, turns, cv=5).mean()]

# %% leak: the accuracies in percent
few = SelectKBest(k=10).fit_transform(noise, turns)
found = [2, 100 * cross_val_score(judge_net, few, turns, cv=5).mean(),
         100 * cross_val_score(make_pipeline(SelectKBest(k=10), judge_net), noise, turns, cv=5).mean()]

# %% leak: the best fold in place of the mean
few = SelectKBest(k=10).fit_transform(noise, turns)
found = [2, cross_val_score(judge_net, few, turns, cv=5).max(),
         cross_val_score(make_pipeline(SelectKBest(k=10), judge_net), noise, turns, cv=5).max()]
