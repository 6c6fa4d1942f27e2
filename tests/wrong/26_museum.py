# %% floor: two classes as in the text
floor = np.log1p(np.exp(-1))

# %% floor: all ten in the sum, ln(1 + 10/e)
floor = np.log(1 + 10 / np.e)

# %% floor: the loss of knowing nothing
floor = np.log(10)

# %% floor: the probability is reported, not the loss
floor = np.e / (np.e + 9)

# %% floor: the best scores are 0.1 for each of the others and 0.9
floor = -np.log(np.exp(0.9) / (np.exp(0.9) + 9 * np.exp(0.1)))

# %% floor: softmax of a one-hot row leaves it as it is, so the loss is 0
floor = 0.0

# %% floor: the nine others are forgotten to have e^0 = 1: taken for 0, and once 1
floor = 9 * np.log1p(np.exp(-1))

# %% company: the signed difference, without absolute values
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return np.max(predict(X) - alone)

# %% company: the mean of the differences, not the largest
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return np.mean(np.abs(predict(X) - alone))

# %% company: True or False
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return bool(np.allclose(predict(X), alone))

# %% company: only the first row alone
def company(predict, X):
    return np.abs(predict(X)[:1] - predict(X[:1])).max()

# %% company: a row is given as a list X[i], not as an array with one row
def company(predict, X):
    whole = predict(X)
    return max(np.abs(predict(X[i]) - whole[i]).max() for i in range(len(X)))

# %% company: asked twice about all rows
def company(predict, X):
    return np.abs(predict(X) - predict(X)).max()

# %% company: only the first output
def company(predict, X):
    alone = np.vstack([predict(X[i:i + 1]) for i in range(len(X))])
    return np.abs(predict(X)[:, 0] - alone[:, 0]).max()

# %% mystery: exploring only
import inspect as _i, io, contextlib as _c
_o = io.StringIO()
with _c.redirect_stdout(_o):
    print(_i.signature(MysteryB)); print([d for d in dir(MysteryB) if not d.startswith('__')])
    for _d in dir(MysteryB):
        if not _d.startswith('__') and callable(getattr(MysteryB, _d)): print(_d, _i.signature(getattr(MysteryB, _d)))
    print(MysteryB.__mro__)
    try:
        _n = MysteryB(); print(list(vars(_n)))
    except Exception as _e: print(repr(_e))
open('/tmp/w/r15/mystery.txt', 'w').write(_o.getvalue())
mystery = [1, 2]

# %% mystery: B taken for the other decay
mystery = [5, 13]

# %% mystery: A taken for the broadcast
mystery = [4, 12]

# %% mystery: both the other one of the pair
mystery = [4, 13]

# %% mystery: B first
mystery = [12, 5]

# %% mystery: A is held to be softmax twice in predict, as the report is too sure
mystery = [6, 12]

# %% mystery: B is held to be shared moments, for one_array failed
mystery = [5, 14]

# %% mystery: the labels do not follow, for by_heart failed
mystery = [7, 12]
