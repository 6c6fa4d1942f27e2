# %% floor: two classes as in the text -> two classes, as in (26.1)
floor = np.log1p(np.exp(-1))

# %% floor: all five in the sum, ln(1 + 5/e) -> counted the right class twice: five others
floor = np.log(1 + 5 / np.e)

# %% floor: the floor of chapter 17 -> took the ten classes of chapter 17
floor = np.log(1 + 9 / np.e)

# %% floor: the loss of knowing nothing -> one softmax, of five equal scores
floor = np.log(5)

# %% floor: the probability is reported, not the loss -> gave the probability
floor = np.e / (np.e + 4)

# %% floor: the best scores are 0.1 for each of the others and 0.9
floor = -np.log(np.exp(0.9) / (np.exp(0.9) + 4 * np.exp(0.1)))

# %% floor: softmax of a one-hot row leaves it as it is, so the loss is 0 -> forgot that the zeros have powers too
floor = 0.0

# %% floor: the four others are forgotten to have e^0 = 1: taken for 0, and once 1 -> added up the floors of two classes
floor = 4 * np.log1p(np.exp(-1))

# %% company: the signed difference, without absolute values -> the difference without its absolute value
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return np.max(predict(X) - alone)

# %% company: the mean of the differences, not the largest -> the mean difference, not the largest
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return np.mean(np.abs(predict(X) - alone))

# %% company: True or False -> said True or False, where a number is wanted
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return bool(np.allclose(predict(X), alone))

# %% company: only the first row alone -> only the first row
def company(predict, X):
    return np.abs(predict(X)[:1] - predict(X[:1])).max()

# %% company: a row is given as a list X[i], not as an array with one row -> gave X[i], which is no array with one row: X[i:i + 1] is
def company(predict, X):
    whole = predict(X)
    return max(np.abs(predict(X[i]) - whole[i]).max() for i in range(len(X)))

# %% company: asked twice about all rows -> asked twice for all rows
def company(predict, X):
    return np.abs(predict(X) - predict(X)).max()

# %% company: only the first output -> only the first output
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return np.abs(predict(X)[:, 0] - alone[:, 0]).max()

# %% mystery: B taken for the other decay -> B: with 13 all weights shrink by one factor in a step without gradient
mystery = [5, 13]

# %% mystery: A taken for the broadcast -> A: with 4 every row gets the same answer, and the accuracy is that of a guess
mystery = [4, 12]

# %% mystery: both the other one of the pair -> both the other way: look at A's accuracy, and at B's step without gradient
mystery = [4, 13]

# %% mystery: B first -> B first
mystery = [12, 5]

# %% mystery: A is held to be softmax twice in predict, as the report is too sure -> A: with 6 training reports a good loss
mystery = [6, 12]

# %% mystery: B is held to be shared moments, for one_array failed -> B: with 14 a step without gradient changes nothing
mystery = [5, 14]

# %% mystery: the labels do not follow, for by_heart failed -> A: with 7 label_follows fails
mystery = [7, 12]
