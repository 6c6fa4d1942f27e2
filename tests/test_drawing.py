"""What flows is drawn as it is: the numbers, the shapes, the directions."""
import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from homecooked_nn.drawing import (BACKWARD, CELL, FORWARD, arrow, canvas, cells, draw_layer, equation, middle_of,
                                   neuron, shown)

A, W, B = np.array([[1.0, 2.0], [0.0, 1.0], [4.0, -2.0]]), np.array([[0.5], [0.25]]), np.array([-0.5])


@pytest.fixture
def ax():
    with plt.style.context("homecooked_nn.book"):
        yield canvas(12, 4)
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def way(ax, patch):
    "The points of an arrow, in cells."
    path = patch.get_path()
    points = path.vertices[path.codes != path.CLOSEPOLY]
    return ax.transData.inverted().transform(patch.get_transform().transform(points))


def lit(ax):
    "The colours of the cells, in the order in which they were drawn; None where there is none."
    inner = [p for p in ax.patches if p.get_facecolor()[3] or p.get_linewidth() < 1]
    return [to_hex(p.get_facecolor()).upper() if p.get_facecolor()[3] else None for p in inner]


def test_a_canvas_counts_in_cells_from_the_top(ax):
    assert ax.get_xlim() == (0, 12) and ax.get_ylim() == (4, 0) and not ax.axison
    width, height = ax.figure.get_size_inches()
    assert np.isclose(width / height, 3) and np.isclose(width, 6.4)


@pytest.mark.parametrize("value, text", [(0.5, "0.5"), (-0.37754, "-0.378"), (-0.0, "0"), (2, "2"), (0.62246, "0.622"),
                                         (1234.5, "1230"), (-1e-12, "-1e-12"), (np.nan, "nan")])
def test_numbers_are_short(value, text):
    assert shown(value) == text


def test_a_table_shows_its_numbers_name_and_shape(ax):
    frame = cells(ax, 1, 0.5, A, "$a^0$", lit=A > 1, colour=BACKWARD)
    assert texts(ax) == ["1", "2", "0", "1", "4", "-2", "$a^0$\n(3, 2)"]
    assert (frame.get_x(), frame.get_y(), frame.get_width()) == (1, 0.5, 2)
    assert np.isclose(frame.get_height(), 3 * CELL)
    assert lit(ax) == [None, BACKWARD, None, None, BACKWARD, None]
    black = [text.get_text() for text in ax.texts if text.get_color() == "black"]
    assert black == ["2", "4"]                       # on a light ground


def test_a_vector_is_one_row_and_a_shape_alone_stays_blank(ax):
    cells(ax, 0, 0, [1, 2, 3], "b")
    assert texts(ax) == ["1", "2", "3", "b\n(3,)"]
    frame = cells(ax, 5, 0, (4, 2), "W", shape="$(n_0, n_1)$")
    assert texts(ax)[4:] == ["W\n$(n_0, n_1)$"] and (frame.get_width(), frame.get_height()) == (2, 4 * CELL)
    cells(ax, 9, 0, (1,), shape="")
    assert len(texts(ax)) == 5
    with pytest.raises(ValueError, match=r"values has shape \(1, 2, 3\); one or two axes can be drawn"):
        cells(ax, 0, 0, np.zeros((1, 2, 3)))


def test_a_layer_is_drawn_with_the_z_that_it_computes(ax):
    frames = draw_layer(ax, 0, 2, A, W, B, lit=(2, 0))
    assert texts(ax) == ["1", "2", "0", "1", "4", "-2", "a\n(3, 2)", "@", "0.5", "0.25", "W\n(2, 1)", "+",
                         "-0.5", "b\n(1,)", "=", "0.5", "-0.25", "1", "z\n(3, 1)"]
    assert all(np.isclose(middle_of(frame)[1], 2) for frame in frames)
    assert lit(ax) == 4 * [None] + 2 * [FORWARD] + 2 * [FORWARD] + [FORWARD] + 2 * [None] + [FORWARD]
    lefts = [frame.get_x() for frame in frames]
    assert np.allclose(np.diff(lefts), [2 + 0.8, 1 + 0.8, 1 + 0.8])
    assert not any(lit(draw_layer(canvas(9, 3), 0, 1, A, W, B)[0].axes))


def test_an_equation_takes_shapes_signs_and_marks(ax):
    left, right = equation(ax, 1, 2, [((3, 2), "p"), "=", ([1, 2], "q", [False, True])])
    assert texts(ax) == ["p\n(3, 2)", "=", "1", "2", "q\n(2,)"] and lit(ax)[-1] == FORWARD
    assert right.get_x() == 1 + 2 + 0.8 and middle_of(right) == pytest.approx((4.8, 2))


def test_forward_and_backward_differ_in_more_than_colour(ax):
    left, right = neuron(ax, 1, 2, "1", colour=FORWARD), neuron(ax, 5, 2, "0.5", label="z", above="delta")
    there, back = arrow(ax, left, right, "there", bend=-0.2), arrow(ax, right, left, "back", backward=True, bend=-0.2)
    assert there.get_linestyle() != back.get_linestyle() and type(there.get_arrowstyle()) is not type(back.get_arrowstyle())
    assert there.get_edgecolor() != back.get_edgecolor()
    ax.figure.canvas.draw()
    place = {text.get_text(): text.get_position() for text in ax.texts}
    assert place["there"][0] == place["back"][0] == 3 and place["there"][1] < 2 < place["back"][1]
    assert place["delta"][1] < 2 < place["z"][1]     # above and below
    for patch in (there, back):
        points = way(ax, patch)
        assert 1.4 < points[:, 0].min() and points[:, 0].max() < 4.6      # from edge to edge
        assert (points[:, 1] < 2).all() if patch is there else (points[:, 1] > 2).all()


def test_an_arrow_also_leads_between_points_and_frames(ax):
    frame = cells(ax, 8, 1, [0.5], shape="")
    patch = arrow(ax, (2, 1 + CELL / 2), frame, "f", at=0.25)
    assert middle_of(frame) == (8.5, 1 + CELL / 2) and middle_of((2, 3)) == (2, 3)
    assert ax.texts[-1].get_position() == pytest.approx((2 + 0.25 * 6.5, 1 + CELL / 2 - 0.25))
    ax.figure.canvas.draw()
    assert 7.8 < way(ax, patch)[:, 0].max() < 8      # it ends at the frame
