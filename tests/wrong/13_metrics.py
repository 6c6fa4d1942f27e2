# %% spam: precision and recall exchanged -> exchanged precision and recall
four_numbers = [15 / 20, 15 / 24, 30 / 44, 0.93]

# %% spam: F1 as the plain mean of the two -> took the plain mean of precision and recall for F1
four_numbers = [15 / 24, 15 / 20, (15 / 24 + 15 / 20) / 2, 0.93]

# %% spam: F1, the 2 above the line is forgotten
four_numbers = [15 / 24, 15 / 20, 15 / 44, 0.93]

# %% spam: accuracy counts all 180 good mails as right, the false alarms too
four_numbers = [15 / 24, 15 / 20, 30 / 44, (15 + 180) / 200]

# %% spam: accuracy counts only the spam that was found -> forgot the mails that are rightly let through
four_numbers = [15 / 24, 15 / 20, 30 / 44, 15 / 200]

# %% spam: precision as the share of false alarms among the marked, 9 / 24
four_numbers = [9 / 24, 15 / 20, 30 / 44, 0.93]

# %% spam: in per cent
four_numbers = [62.5, 75, 68.2, 93]

# %% balanced: plain accuracy -> this is plain accuracy
def balanced(yhat, y):
    yhat, y = aligned(yhat, y)
    return np.mean(bmap(yhat) == y)

# %% balanced: the shares among the answers 1 and the answers 0, not among the rows -> split by the answers, not by the truth
def balanced(yhat, y):
    yhat, y = aligned(yhat, y)
    right = bmap(yhat) == y
    return (right[bmap(yhat) == 1].mean() + right[bmap(yhat) == 0].mean()) / 2

# %% balanced: mean of precision and recall
def balanced(yhat, y):
    return (precision(yhat, y) + recall(yhat, y)) / 2

# %% balanced: without aligned, a column against a list
def balanced(yhat, y):
    right = bmap(yhat) == y
    y = np.broadcast_to(y, right.shape)
    return (right[y == 1].mean() + right[y == 0].mean()) / 2

# %% balanced: both shares divided by all rows
def balanced(yhat, y):
    yhat, y = aligned(yhat, y)
    right = bmap(yhat) == y
    return (np.sum(right & (y == 1)) + np.sum(right & (y == 0))) / (2 * len(y))

# %% balanced: mean of the probabilities, no threshold
def balanced(yhat, y):
    yhat, y = aligned(yhat, y)
    return (yhat[y == 1].mean() + (1 - yhat[y == 0]).mean()) / 2

# %% balanced: the harmonic mean of the two shares
def balanced(yhat, y):
    yhat, y = aligned(yhat, y)
    a, b = (bmap(yhat) == y)[y == 1].mean(), (bmap(yhat) == y)[y == 0].mean()
    return 2 * a * b / (a + b)

# %% balanced: the sum, not halved
def balanced(yhat, y):
    yhat, y = aligned(yhat, y)
    return (bmap(yhat) == y)[y == 1].mean() + (bmap(yhat) == y)[y == 0].mean()

# %% border: recall can rise too, the text says "recall can only rise" -> overlooked that fewer alarms cannot find more of the ill
wrong_f1 = [f1(chance, sick, t) for t in borders]
answers = [True, True, borders[np.argmax(wrong_f1)]]

# %% border: precision can only rise with the threshold -> overlooked that an alarm that is dropped can be a right one
wrong_f1 = [f1(chance, sick, t) for t in borders]
answers = [False, False, borders[np.argmax(wrong_f1)]]

# %% border: the number of the threshold in the list -> gave the place in the list, not the threshold there
wrong_f1 = [f1(chance, sick, t) for t in borders]
answers = [False, True, int(np.argmax(wrong_f1))]

# %% border: the highest F1 itself -> gave the height, not the threshold
wrong_f1 = [f1(chance, sick, t) for t in borders]
answers = [False, True, max(wrong_f1)]

# %% border: where accuracy is highest -> took the best accuracy, not the best F1
answers = [False, True, borders[np.argmax([bacc(chance >= t, sick) for t in borders])]]

# %% border: the usual half -> took one half to be the best
answers = [False, True, 0.5]

# %% border: read off the figure, where precision and recall cross
answers = [False, True, 0.38]
