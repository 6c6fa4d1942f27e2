/* A network of any sizes, trained by SGD or Adam, in plain C: a peer with nothing around it, and no limit.
 *
 * Inside, a row is a unit and a column a sample (padded with zeros to LD, a multiple of the vector),
 * so that even a layer of one unit fills the vectors. REAL is float or double.               */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef __AVX512F__
#define BYTES 64                                      /* of one vector of this processor */
#else
#define BYTES 32
#endif
#define WIDTH (BYTES / sizeof(REAL))                  /* numbers in one vector */
#define BLOCK 256                                     /* samples per block of an evaluation */
typedef REAL vec __attribute__((vector_size(BYTES), aligned(sizeof(REAL)), may_alias));
enum { MSE, BCE, CCE };

typedef struct {
    int layers, *sizes, loss, adam, t;
    REAL rate, *theta, *m, *v, *gradient;             /* theta: W0 (n_in, n_out), b0, W1, ... */
    REAL **a, **delta;               /* a[l] (sizes[l] + 1, ld), the last row ones; delta[l] (sizes[l], ld) */
    REAL *turned;                    /* delta as (samples, units) */
} Net;

static int padded(int n) { return (n + WIDTH - 1) / WIDTH * WIDTH; }

/* R rows of C = A B from row i: A's entry (i, k) stands at i*row + k*col; B and C have ld columns. */
#define ROWS(R) \
    for (; i + R <= rows; i += R) { \
        REAL a[inner * R]; \
        for (int k = 0; k < inner; k++) for (int r = 0; r < R; r++) \
            a[k * R + r] = A[(i + r) * row + k * col]; \
        int j = 0; \
        COLUMNS(R, 2) COLUMNS(R, 1) \
    }
#define COLUMNS(R, V) \
    for (; j + V * (int)WIDTH <= ld; j += V * WIDTH) { \
        vec sum[R][V] = {}; \
        for (int k = 0; k < inner; k++) for (int r = 0; r < R; r++) for (int q = 0; q < V; q++) \
            sum[r][q] += a[k * R + r] * ((const vec *)(B + (size_t)k * ld + j))[q]; \
        for (int r = 0; r < R; r++) for (int q = 0; q < V; q++) \
            ((vec *)(C + (size_t)(i + r) * ld + j))[q] = sum[r][q]; \
    }

static void product(int rows, int inner, int ld, const REAL *A, size_t row, size_t col,
                    const REAL *B, REAL *C) {
    int i = 0;
    ROWS(8) ROWS(4) ROWS(1)
}

/* C = A B', both with ld columns: sums along the samples, for layers narrower than a vector. */
static void dots(int rows, int cols, int ld, const REAL *A, const REAL *B, REAL *C) {
    for (int i = 0; i < rows; i++) for (int j = 0; j < cols; j++) {
        REAL total = 0;
        for (int s = 0; s < ld; s++) total += A[i * ld + s] * B[j * ld + s];
        C[i * cols + j] = total;
    }
}

static void turn(int rows, int cols, const REAL *A, int ld, REAL *B, int ldb) {
    for (int i = 0; i < rows; i++) for (int j = 0; j < cols; j++) B[j * ldb + i] = A[i * ld + j];
}

static void forward(Net *net, int n, int ld) {
    REAL *W = net->theta;
    for (int l = 0; l < net->layers; l++) {
        int p = net->sizes[l], q = net->sizes[l + 1], last = l == net->layers - 1;
        REAL *z = net->a[l + 1];
        product(q, p + 1, ld, W, 1, q, net->a[l], z);             /* b is the last row of W */
        if (!last) for (int i = 0; i < q * ld; i++) z[i] = z[i] > 0 ? z[i] : 0;
        W += (p + 1) * q;
    }
}

/* The output layer's z becomes yhat; returns the sum of the losses of the first n samples if asked. */
static double finish(Net *net, int n, int ld, const REAL *y, int measure) {
    int k = net->sizes[net->layers];
    REAL *z = net->a[net->layers], top[ld], total[ld];
    double sum = 0;
    if (net->loss == MSE && measure)
        for (int c = 0; c < k; c++) for (int i = 0; i < n; i++) {
            REAL gap = z[c * ld + i] - y[i * k + c];
            sum += gap * gap / k;
        }
    if (net->loss == BCE) {
        if (measure) for (int c = 0; c < k; c++) for (int i = 0; i < n; i++) {
            REAL x = z[c * ld + i];
            sum += ((x > 0 ? x : 0) - y[i * k + c] * x + LOG(1 + EXP(x > 0 ? -x : x))) / k;
        }
        for (int i = 0; i < k * ld; i++) z[i] = 1 / (1 + EXP(-z[i]));
    }
    if (net->loss == CCE) {
        memcpy(top, z, sizeof top);
        memset(total, 0, sizeof total);
        for (int c = 1; c < k; c++) for (int i = 0; i < ld; i++)
            top[i] = z[c * ld + i] > top[i] ? z[c * ld + i] : top[i];
        if (measure) for (int c = 0; c < k; c++) for (int i = 0; i < n; i++)
            sum -= y[i * k + c] * (z[c * ld + i] - top[i]);
        for (int c = 0; c < k; c++) for (int i = 0; i < ld; i++)
            total[i] += z[c * ld + i] = EXP(z[c * ld + i] - top[i]);
        if (measure) for (int i = 0; i < n; i++) sum += LOG(total[i]);
        for (int i = 0; i < ld; i++) total[i] = 1 / total[i];
        for (int c = 0; c < k; c++) for (int i = 0; i < ld; i++) z[c * ld + i] *= total[i];
    }
    return sum;
}

static void backward(Net *net, int n, int ld) {
    REAL *W = net->theta, *G = net->gradient;
    for (int l = 0; l < net->layers; l++) W += (net->sizes[l] + 1) * net->sizes[l + 1];
    G += W - net->theta;
    for (int l = net->layers - 1; l >= 0; l--) {
        int p = net->sizes[l], q = net->sizes[l + 1];
        REAL *d = net->delta[l + 1], *a = net->a[l];
        W -= (p + 1) * q;
        G -= (p + 1) * q;
        if (q % WIDTH || q == WIDTH) dots(p + 1, q, ld, a, d, G);
        else {                                                    /* vectors of units */
            turn(q, n, d, ld, net->turned, q);
            product(p + 1, n, q, a, ld, 1, net->turned, G);
        }
        if (l == 0) return;
        product(p, q, ld, W, q, 1, d, net->delta[l]);
        for (int i = 0; i < p * ld; i++) net->delta[l][i] = a[i] > 0 ? net->delta[l][i] : 0;
    }
}

static void update(Net *net, int count) {
    REAL *theta = net->theta, *g = net->gradient, *m = net->m, *v = net->v;
    net->t++;
    if (!net->adam) {
        for (int i = 0; i < count; i++) theta[i] -= net->rate * g[i];
        return;
    }
    REAL up = 1 / (1 - pow(.999, net->t)), rate = net->rate / (1 - pow(.9, net->t));
    for (int i = 0; i < count; i++) {
        m[i] += (REAL).1 * (g[i] - m[i]);
        v[i] += (REAL).001 * (g[i] * g[i] - v[i]);
        theta[i] -= rate * m[i] / (SQRT(v[i] * up) + (REAL)1e-8);
    }
}

/* Samples rows[0..n) of X (or the first n), unit by unit, zeros behind them. */
static void gather(Net *net, int n, int ld, const REAL *X, const int *rows) {
    int p = net->sizes[0];
    for (int i = 0; i < n; i++) {
        const REAL *x = X + (size_t)(rows ? rows[i] : i) * p;
        for (int k = 0; k < p; k++) net->a[0][k * ld + i] = x[k];
    }
    for (int k = 0; k < p; k++) memset(net->a[0] + k * ld + n, 0, (ld - n) * sizeof(REAL));
    for (int l = 0; l < net->layers; l++) for (int i = 0; i < ld; i++) net->a[l][net->sizes[l] * ld + i] = 1;
}

/* Mean loss of n samples; yhat (n, k) is filled if it is given, y may then be missing. */
double evaluate(Net *net, int n, const REAL *X, const REAL *y, REAL *yhat) {
    int p = net->sizes[0], k = net->sizes[net->layers];
    double sum = 0;
    for (int start = 0; start < n; start += BLOCK) {
        int rows = n - start < BLOCK ? n - start : BLOCK, ld = padded(rows);
        gather(net, rows, ld, X + (size_t)start * p, NULL);
        forward(net, rows, ld);
        sum += finish(net, rows, ld, y ? y + (size_t)start * k : NULL, y != NULL);
        if (yhat) turn(k, rows, net->a[net->layers], ld, yhat + (size_t)start * k, k);
    }
    return sum / n;
}

static void step(Net *net, int n, const REAL *X, const REAL *y, const int *rows, int count) {
    int ld = padded(n), k = net->sizes[net->layers], last = net->layers;
    REAL scale = net->loss == MSE ? (REAL)2 / (n * k) : net->loss == BCE ? (REAL)1 / (n * k) : (REAL)1 / n;
    REAL *delta = net->delta[last], *yhat = net->a[last];
    gather(net, n, ld, X, rows);
    forward(net, n, ld);
    finish(net, n, ld, y, 0);
    memset(delta, 0, (size_t)k * ld * sizeof(REAL));
    for (int i = 0; i < n; i++) for (int c = 0; c < k; c++)
        delta[c * ld + i] = scale * (yhat[c * ld + i] - y[(size_t)rows[i] * k + c]);
    backward(net, n, ld);
    update(net, count);
}

/* Epoch after epoch, in the given orders (epochs, n); losses (epochs, 2) are filled if given. */
void train(Net *net, int count, int epochs, int batch, const int *orders, int n, const REAL *X,
           const REAL *y, int n_valid, const REAL *X_valid, const REAL *y_valid, double *losses) {
    for (int e = 0; e < epochs; e++) {
        for (int start = 0; start < n; start += batch)
            step(net, n - start < batch ? n - start : batch, X, y, orders + (size_t)e * n + start, count);
        if (losses) {
            losses[2 * e] = evaluate(net, n, X, y, NULL);
            losses[2 * e + 1] = evaluate(net, n_valid, X_valid, y_valid, NULL);
        }
    }
}

static REAL *zeros(size_t count) {
    size_t bytes = (count * sizeof(REAL) + 63) / 64 * 64;
    return memset(aligned_alloc(64, bytes), 0, bytes);
}

Net *make(int layers, int *sizes, int loss, int adam, REAL rate, int count, int batch, REAL *theta) {
    Net *net = calloc(1, sizeof(Net));
    int widest = 1, columns = padded(batch > BLOCK ? batch : BLOCK);
    *net = (Net){.layers = layers, .sizes = sizes, .loss = loss, .adam = adam, .rate = rate, .theta = theta};
    net->m = zeros(count);
    net->v = zeros(count);
    net->gradient = zeros(count);
    net->a = calloc(layers + 1, sizeof(REAL *));
    net->delta = calloc(layers + 1, sizeof(REAL *));
    for (int l = 0; l <= layers; l++) {
        widest = sizes[l] > widest ? sizes[l] : widest;
        net->a[l] = zeros((size_t)(sizes[l] + 1) * columns);
        net->delta[l] = zeros((size_t)sizes[l] * columns);
    }
    net->turned = zeros((size_t)widest * columns);
    return net;
}

void discard(Net *net) {
    for (int l = 0; l <= net->layers; l++) { free(net->a[l]); free(net->delta[l]); }
    free(net->a); free(net->delta); free(net->turned);
    free(net->m); free(net->v); free(net->gradient); free(net);
}
