"""A text object of a page, written operator by operator; states that do not change are not said again."""

import math
from typing import Any

from documents import fonts

RED = (226 / 255, 0.0, 17 / 255)
COLOURS = {"black": "0 0 0 rg", "red": "{:.6f} {:.6f} {:.6f} rg".format(*RED), "grey": ".88 .88 .88 rg"}


class Script:
    """Text from BT to ET on a reportlab canvas."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._code = ["q BT"]
        self._font: tuple[str, int, float] | None = None
        self._colour = ""
        self._spacing = 0.0

    def add(self, *operators: str) -> None:
        """Write operators as they are."""
        self._code.extend(operator for operator in operators if operator)

    def colour(self, name: str) -> None:
        """Fill with one of COLOURS from here on."""
        if name != self._colour:
            self._colour = name
            self._code.append(COLOURS[name])

    def spacing(self, points: float) -> None:
        """Add `points` after each character from here on."""
        points = round(points, 3)
        if points != self._spacing:
            self._spacing = points
            self._code.append(f"{points:g} Tc")

    def at(self, x: float, y: float) -> None:
        """Go to x, y."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def turned(self, x: float, y: float, angle: float, along: float, up: float) -> None:
        """Turn by `angle` degrees around x, y; then go `along` and `up` in the turned directions."""
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        place = f"{x + along * cos - up * sin:.3f} {y + along * sin + up * cos:.3f}"
        self._code.append(f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {place} Tm")

    def show(self, font: str, size: float, text: str) -> None:
        """Print `text`; the place moves on behind it."""
        doc, face = self._canvas._doc, fonts.named(font)
        for subset, codes in face.splitString(text, doc):
            wanted = (font, subset, size)
            if wanted != self._font:
                self._font = wanted
                self._code.append(f"{face.getSubsetInternalName(subset, doc)} {size:g} Tf")
            self._code.append(f"<{codes.hex()}> Tj")

    def end(self) -> None:
        """Close the text object and put it on the page."""
        self._code.append("ET Q")
        self._canvas._code.append("\n".join(self._code))
