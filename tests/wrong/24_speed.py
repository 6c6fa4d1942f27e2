# %% count: forward only -> only the forward pass
digits_step = 1089536

# %% count: the delta of the inputs is computed as well: three times the forward pass -> the first layer needs no delta of the layer before
digits_step = 3268608

# %% count: for one row and not for 64 -> counted one row, not 64
digits_step = 42880

# %% count: additions counted as operations of their own -> a multiply-add is counted once here
digits_step = 5488640

# %% count: the delta of the layers before is forgotten -> forgot the delta of the layers before
digits_step = 2179072

# %% count: the last layer's weights are left out of the delta, not the first's -> it is the first layer that has no layer before, not the last
digits_step = 3227648

# %% roof: the two times are added -> added: computing and carrying go on side by side
def least_seconds(products, moved, peak, bandwidth):
    return 2 * products / peak + moved / bandwidth

# %% roof: the addition is not counted as an operation -> a multiply-add is two operations
def least_seconds(products, moved, peak, bandwidth):
    return max(products / peak, moved / bandwidth)

# %% roof: the smaller of the two times, because "least" -> the shorter of the two: the longer decides
def least_seconds(products, moved, peak, bandwidth):
    return min(2 * products / peak, moved / bandwidth)

# %% roof: memory is forgotten -> forgot that the numbers must be carried
def least_seconds(products, moved, peak, bandwidth):
    return 2 * products / peak

# %% roof: moved is taken for numbers of 8 bytes and not for bytes -> moved is in bytes already
def least_seconds(products, moved, peak, bandwidth):
    return max(2 * products / peak, 8 * moved / bandwidth)

# %% roof: the height of the roof in operations a second, not the time -> this is a rate, not a time
def least_seconds(products, moved, peak, bandwidth):
    return min(peak, 2 * products / moved * bandwidth)

# %% growth: the width doubles, so the products double
growth = [2, 3.75]

# %% growth: all products are taken to grow like those between the wide layers -> the others grow less: add all of them up
growth = [4, 4.0]

# %% growth: the forward pass only, 1120 / 304
growth = [4, 3.68]

# %% growth: the number of parameters is compared, 1185 / 337
growth = [4, 3.52]

# %% growth: the delta of the layers before alone, 1056 / 272 -> only what leads back was counted
growth = [4, 3.88]

# %% growth: a product of two matrices grows with the third power of its side
growth = [8, 3.75]
