"""Where the controls stand at first, and recipes that show something."""

DEFAULTS = dict(
    data="spirals", points=1500, noise=0.1, layers=2,
    **{f"units_{l}": 32 for l in range(1, 6)}, **{f"activation_{l}": "tanh" for l in range(1, 6)},
    output="automatic", loss="automatic", optimizer="adam", rate=0.003, batch=32,
    l1=0.0, l2=0.0, dropout=0.0, clip=0.0, initializer="he_normal", seed=0, epochs=100, every=10)

PRESETS = {       # name: what to look for, and how the controls differ from the defaults
    "two spirals": (
        "The border begins nearly straight and curls up. Watch how many epochs it takes.", {}),
    "a network too small for spirals": (
        "Three units give three folds, which is too few: however long it learns, a good part of "
        "the points stays on the wrong side. Add units, or a layer.",
        dict(layers=1, units_1=3, rate=0.01)),
    "no bend at all": (
        "Three layers, all linear, are one line: the curve is out of reach. Choose tanh for one "
        "of them.",
        dict(data="curve", units_1=16, units_2=16, activation_1="linear", activation_2="linear",
             rate=0.01, epochs=50)),
    "a rate that is too large": (
        "Every step goes too far, and the loss grows until the numbers end. Then try a rate of "
        "0.03 or a limit of the gradient.",
        dict(data="curve", units_1=16, units_2=16, optimizer="sgd", rate=0.3)),
    "all relu units dead": (
        "With this seed the second layer soon puts out 0 for every row: no gradient comes through, "
        "and only the last bias learns. Change the seed, or choose leaky_relu.",
        dict(data="line", units_1=4, units_2=4, activation_1="relu", activation_2="relu",
             optimizer="sgd", rate=0.01, seed=3, epochs=20, every=1)),
    "learning by heart": (
        "Few points, much noise, many units: the validation loss falls, then rises, while the "
        "training loss goes on falling. Try dropout, or L2.",
        dict(data="moons", points=100, noise=0.3, activation_1="relu", activation_2="relu",
             rate=0.01, epochs=300, every=20)),
    "ten digits": (
        "Images of 8 by 8 pixels. The table counts which digit is taken for which.",
        dict(data="digits", layers=1, units_1=64, activation_1="relu", epochs=30,
             every=1)),
}
