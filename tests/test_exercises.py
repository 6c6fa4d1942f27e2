"""What `check` promises to who answers: it never raises, never takes a wrong answer, and names the mistake."""
import dataclasses

import numpy as np
import pytest
from hypothesis import given, strategies as st

from homecooked_nn import Verdict, check

NUMBERS = st.one_of(st.integers(-9, 9), st.floats(-9, 9), st.sampled_from([np.nan, np.inf, 1e300, 0.0, True]))
ARRAYS = st.builds(lambda shape, seed: np.random.RandomState(seed).randn(*shape),
                   st.lists(st.integers(0, 3), max_size=3), st.integers(0, 99))
ODD = st.sampled_from([None, ..., "two", b"2", {}, {"a": 1}, {1, 2}, object(), int, len, 1j, np.array("x"),
                       np.array([None, 2.0]), np.array([1, "a"], object), [[1], [1, 2]], (1, [2, (3, None)])])
ANSWERS = st.recursive(st.one_of(NUMBERS, ARRAYS, ODD), lambda inner: st.one_of(
    st.lists(inner, max_size=3), st.tuples(inner, inner)), max_leaves=5)
OURS = st.one_of(st.floats(-9, 9), st.integers(-9, 9), ARRAYS,
                 st.lists(st.one_of(st.floats(-9, 9), ARRAYS), min_size=1, max_size=3))


@given(ANSWERS, OURS)
def test_no_value_makes_it_raise(yours, ours):
    verdict = check(yours, ours, suspects={"one more": 1.0})
    assert type(verdict) is Verdict and verdict.message
    assert verdict.suspect in (None, "one more") and not (verdict.passed and verdict.suspect)


@given(ANSWERS, st.one_of(st.floats(-9, 9), ARRAYS))
def test_no_function_makes_it_raise(answer, ours):
    verdict = check(lambda x: answer, lambda x: ours, lambda rng: [(1,), (2,)])
    assert type(verdict) is Verdict and verdict.message


@given(OURS)
def test_the_books_own_answer_passes(ours):
    assert check(ours, ours) == Verdict(True, None, "Right.")
    assert check(lambda: ours, lambda: ours, lambda rng: [()]).passed


def rows(rng):
    return [(rng.randn(n, 3),) for n in (2, 4, 5)]


def centred(X):
    return X - X.mean(axis=0)


def centred_in_place(X):
    X -= X.mean(axis=0)
    return X


def test_each_answer_gets_arguments_of_its_own():
    assert check(centred_in_place, centred, rows).passed
    spoilt = check(lambda X: centred(X.round(1)), centred_in_place, rows, {"all zero": lambda X: np.multiply(X, 0, out=X)})
    assert not spoilt.passed and spoilt.suspect is None


def test_a_mistake_is_named_where_one_alone_fits():
    slips = {"not averaged": lambda X: X - X.sum(axis=0), "by columns": lambda X: X - X.mean(axis=1, keepdims=True)}
    for name, slip in slips.items():
        assert check(slip, centred, rows, slips) == Verdict(
            False, name, f"Not yet. One mistake that leads here: {name}.")
    twice = check(slips["by columns"], centred, rows, {**slips, "the same": slips["by columns"]})
    assert twice.suspect is None and not twice.passed


@pytest.mark.parametrize("yours, message", [
    (None, "Still blank"), (..., "Still blank"), ([1.0, ...], "Still blank"),
    (2.5, "Not yet: 2.5 is not the number"), ("two", "Not yet: 'two' came, numbers were wanted"),
    ([2.0], "Not yet: shape (1,) came, shape () was wanted")])
def test_what_a_value_is_told(yours, message, capsys):
    verdict = check(yours, 2.0)
    assert not verdict.passed and verdict.message.startswith(message)
    assert capsys.readouterr().out == verdict.message + "\n"


def unwritten(X):
    ...


@pytest.mark.parametrize("yours, message", [
    (unwritten, "Still blank"), (None, "Still blank"), (3, "Not yet: a function is wanted, 3 came"),
    (lambda X: print(end=""), "Your function returned None: is a `return` missing?"),
    (lambda X: X.means, "Not yet: it raised AttributeError: 'numpy.ndarray' object has no attribute 'means'"),
    (lambda: 3, "Not yet: it raised TypeError"), (lambda X: 1 / 0, "Not yet: it raised ZeroDivisionError"),
    (lambda X: -centred(X), "Not yet: the sign is turned"),
    (lambda X: centred(X) if len(X) < 5 else X, "Not yet: right in 2 of 3 cases; in case 3")])
def test_what_a_function_is_told(yours, message):
    verdict = check(yours, centred, rows)
    assert not verdict.passed and verdict.suspect is None and verdict.message.startswith(message)


def test_how_near_an_answer_must_come():
    for near, far, keywords in [(1.0009, 1.0011, {}), (1.01, 1.03, dict(tolerance=0.02))]:
        assert check(near, 1.0, **keywords).passed and not check(far, 1.0, **keywords).passed
    assert not check(1001, 1000).passed                                # whole numbers are counted
    one = lambda rng: [()]
    assert check(lambda: 1 + 1e-10, lambda: 1.0, one).passed and not check(lambda: 1 + 1e-8, lambda: 1.0, one).passed
    draws = lambda rng: [(rng,)]
    ours = lambda rng: rng.randn(50_000)
    for scale, right in ((1.01, True), (1.1, False)):
        assert check(lambda rng: scale * rng.randn(50_000), ours, draws, statistic=np.var).passed == right
        assert check(lambda rng: -scale * rng.randn(50_000), ours, draws, statistic=np.var).passed == right


def test_a_verdict_cannot_be_turned():
    with pytest.raises(dataclasses.FrozenInstanceError):
        check(1.0, 2.0).passed = True
