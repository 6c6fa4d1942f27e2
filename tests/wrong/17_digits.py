# %% row: the scores themselves are divided by their sum, no powers -> divided the scores by their sum, without the powers
z = np.array([np.log(4), 0, np.log(3)])
row = [*(z / z.sum()), -np.log(z[2] / z.sum())]

# %% row: class 2 is counted from 1, so the loss is that of the second -> counted the classes from 1
row = [4/8, 1/8, 3/8, -np.log(1/8)]

# %% row: e^0 is taken for 0
row = [4/7, 0, 3/7, -np.log(3/7)]

# %% row: logarithm to the base 10 -> took the logarithm to base 10
row = [4/8, 1/8, 3/8, -np.log10(3/8)]

# %% row: the loss is 1 - the probability
row = [4/8, 1/8, 3/8, 1 - 3/8]

# %% row: the loss adds up over all three classes -> added the loss of all classes
row = [4/8, 1/8, 3/8, -np.log(4/8) - np.log(1/8) - np.log(3/8)]

# %% row: the loss is that of the class with the largest probability -> took the loss of the class with the largest probability
row = [4/8, 1/8, 3/8, -np.log(4/8)]

# %% log_softmax: logarithm of the naive softmax, which overflows
def log_softmax(z):
    e = np.exp(z)
    return np.log(e / e.sum(axis=1, keepdims=True))

# %% log_softmax: logarithm of the library's softmax: log of 0 for low scores -> a probability became 0 before its logarithm was taken
def log_softmax(z):
    return np.log(softmax(z))

# %% log_softmax: the largest score of the whole table is subtracted, rows far below it come out as log 0 -> the largest of the whole table was subtracted: rows far below it vanish
def log_softmax(z):
    z = z - z.max()
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

# %% log_softmax: sum over axis 0, the classes of a column -> the sum runs down the columns
def log_softmax(z):
    z = z - z.max(axis=0)
    return z - np.log(np.exp(z).sum(axis=0))

# %% log_softmax: the maximum is subtracted on one side only -> the maximum was subtracted in the sum, but not in front of it
def log_softmax(z):
    m = z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z - m).sum(axis=1, keepdims=True))

# %% log_softmax: an epsilon within the logarithm -> an epsilon of 1e-08 in the logarithm
def log_softmax(z):
    return np.log(softmax(z) + 1e-8)

# %% log_softmax: with a minus, as in the loss -> it has a minus, as the loss has
def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1, keepdims=True)) - z

# %% heat: T chosen and measured on the whole validation set -> chose T and measured on all validation rows
z = scores(large_net, X_valid)
losses = [cce.from_logits(z / T, one_hot_valid) for T in temperatures]
heated_T_loss = [True, temperatures[np.argmin(losses)], min(losses)]

# %% heat: chosen on the first half and measured on the same half -> measured on the first half, where T was chosen
z = scores(large_net, X_valid)[:225]
losses = [cce.from_logits(z / T, one_hot_valid[:225]) for T in temperatures]
heated_T_loss = [True, temperatures[np.argmin(losses)], min(losses)]

# %% heat: the halves are swapped -> exchanged the halves
z = scores(large_net, X_valid)
losses = [cce.from_logits(z[225:] / T, one_hot_valid[225:]) for T in temperatures]
T = temperatures[np.argmin(losses)]
heated_T_loss = [True, T, cce.from_logits(z[:225] / T, one_hot_valid[:225])]

# %% heat: T is chosen on the training rows, where colder is always better -> chose T on the training set, and called that cooled
z, zv = scores(large_net, X_train), scores(large_net, X_valid)[225:]
losses = [cce.from_logits(z / T, one_hot_train) for T in temperatures]
T = temperatures[np.argmin(losses)]
heated_T_loss = [False, T, cce.from_logits(zv / T, one_hot_valid[225:])]

# %% heat: too sure is taken for too hot, so cooled is predicted -> predicted that it must be cooled: it is too sure
z = scores(large_net, X_valid)
heated_T_loss = [False, 1.43, cce.from_logits(z[225:] / 1.43, one_hot_valid[225:])]

# %% heat: the scores are multiplied by T -> multiplied the scores by T, in choosing it too
z = scores(large_net, X_valid)
losses = [cce.from_logits(z[:225] * T, one_hot_valid[:225]) for T in temperatures]
T = temperatures[np.argmin(losses)]
heated_T_loss = [True, T, cce.from_logits(z[225:] * T, one_hot_valid[225:])]

# %% heat: the T of the text, 1.77, is taken -> chose T on all validation rows
z = scores(large_net, X_valid)
heated_T_loss = [True, 1.77, cce.from_logits(z[225:] / 1.77, one_hot_valid[225:])]

# %% heat: the loss at T = 1 on the other rows -> measured the loss at T = 1
z = scores(large_net, X_valid)
heated_T_loss = [True, 1.43, cce.from_logits(z[225:], one_hot_valid[225:])]
