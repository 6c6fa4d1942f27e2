# %% floor: exploring only
import io, contextlib
_o = io.StringIO()
with contextlib.redirect_stdout(_o):
    for _m in (MysteryA, MysteryB):
        print(_m.__name__); hint(_m); print(symptoms(_m))
    print(symptoms(Plain))
    print({k: failures(k) for k in (MysteryA, MysteryB)})
    print(found)
open('/tmp/w/r15/mystery.txt', 'w').write(_o.getvalue())
floor = 0.3133
