"""How the notebooks become the pages of the site: `step` for Quarto, `look` without it."""
