"""Scenes that look like a camera's picture: a painted place, things that move through it, and a clock with a second hand.

A scene is a still background and sprites (small pictures with transparency), painted once by this file and moved by FFmpeg's
`overlay`. Everything is where it began after `LOOP_SECONDS`, so that a loop of that length has no jump.
"""

import hashlib
import math
import os
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Colour = tuple[int, int, int]
Pixel = tuple[int, int, int, int]

LOOP_SECONDS = 60

_VERSION = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]

WIDTH, HEIGHT = 320, 180
"""Backgrounds are painted in this size and scaled up: a small machine paints one in a second."""


@dataclass(frozen=True)
class Sprite:
    """A small picture and where its upper left corner is: FFmpeg expressions of the time `t`, in pixels of a 1280x720 picture."""

    paint: Callable[[int, int], Pixel]
    width: int
    height: int
    x: str
    y: str


@dataclass(frozen=True)
class Scene:
    """A place and what moves through it, the farthest first."""

    background: Callable[[int, int], Colour]
    sprites: list[Sprite] = field(default_factory=list)


def filter_graph(name: str, width: int, height: int, fps: int, folder: Path) -> str:
    """FFmpeg's description of a scene as one video source; pictures that it needs are painted into the folder."""
    scene = SCENES[name]
    parts = [f"{_source(background(name, folder), fps, 'scale=1280:720:flags=bicubic,format=yuv420p')}[scene0]"]
    sprites = [*scene.sprites, _CLOCK_FACE]
    for number, sprite in enumerate(sprites):
        image = _picture(folder, f"{name}-{number}", sprite.width, sprite.height, sprite.paint)
        parts.append(f"{_source(image, fps)}[sprite{number}]")
        parts.append(f"[scene{number}][sprite{number}]overlay=x='{sprite.x}':y='{sprite.y}':shortest=1[scene{number + 1}]")
    hand = _picture(folder, "second-hand", CLOCK_SIZE, CLOCK_SIZE, _second_hand)
    parts.append(f"{_source(hand, fps, 'format=rgba')},rotate=a='2*PI*floor(t)/60':c=none[hand]")
    parts.append(f"[scene{len(sprites)}][hand]overlay=x={_CLOCK_FACE.x}:y={_CLOCK_FACE.y}:shortest=1,scale={width}:{height}")
    return ";".join(parts)


def background(name: str, folder: Path) -> Path:
    """The painted place of a scene, with nothing that moves, in the size of `WIDTH` and `HEIGHT`."""
    paint = SCENES[name].background
    return _picture(folder, name, WIDTH, HEIGHT, lambda x, y: (*paint(x, y), 255))


def _source(image: Path, fps: int, form: str = "format=yuva420p") -> str:
    return f"movie='{image}',{form},loop=loop=-1:size=1,settb=1/{fps},setpts=N,fps={fps}"


def _picture(folder: Path, name: str, width: int, height: int, paint: Callable[[int, int], Pixel]) -> Path:
    """A painted picture as PNG, painted once for each version of this file."""
    target = folder / f"{name}-{_VERSION}.png"
    if target.exists():
        return target
    rows = b"".join(b"\0" + bytes(channel for x in range(width) for channel in paint(x, y)) for y in range(height))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    partial = folder / f"{target.name}.{os.getpid()}.partial"
    partial.write_bytes(png)
    partial.rename(target)
    return target


# Painting.


def _noise(seed: int, cell: int) -> Callable[[float, float], float]:
    """Smooth noise from 0 to 1 whose spots are about `cell` pixels wide."""
    values = random.Random(seed)
    lattice = [[values.random() for _ in range(64)] for _ in range(64)]

    def at(x: float, y: float) -> float:
        left, top = x / cell, y / cell
        column, row = int(left), int(top)
        across, down = left - column, top - row
        upper = _mix(lattice[row % 64][column % 64], lattice[row % 64][(column + 1) % 64], across)
        lower = _mix(lattice[(row + 1) % 64][column % 64], lattice[(row + 1) % 64][(column + 1) % 64], across)
        return _mix(upper, lower, down)

    return at


_fine, _medium, _coarse = _noise(1, 2), _noise(2, 7), _noise(3, 30)


def _texture(x: float, y: float) -> float:
    return 0.4 * _fine(x, y) + 0.35 * _medium(x, y) + 0.25 * _coarse(x, y)


def _mix(first: float, second: float, share: float) -> float:
    return first + (second - first) * share


def _blend(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(_mix(a, b, min(max(share, 0), 1))) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _rough(colour: Colour, x: float, y: float, depth: float = 0.35) -> Colour:
    """The colour, lighter and darker by the texture."""
    light = 1 + depth * (_texture(x, y) - 0.5) * 2
    red, green, blue = (min(round(channel * light), 255) for channel in colour)
    return red, green, blue


def _sky(x: int, y: int) -> Colour:
    clear = _blend((96, 146, 196), (205, 221, 230), y / 80)
    return _blend(clear, (238, 240, 242), 1.6 * _coarse(x, y * 2.5) * _medium(x, y * 2) - 0.25)


def _garden(x: int, y: int) -> Colour:
    hedge = 70 + round(6 * _medium(x, 5) + 3 * math.sin(x / 9))
    if x > 232 and y > 34 - (x - 232) // 5:
        return _house(x, y)
    if y < hedge:
        return _sky(x, y)
    if y < 98:
        return _rough((42, 74, 40), x, y, 0.7)
    path = 150 + (y - 98) * 0.5
    if abs(x - path) < 5 + (y - 98) * 0.22:
        return _rough((150, 140, 124), x, y, 0.3)
    stripe = 6 if int((x + (y - 98) * 0.7) / 22) % 2 else -4
    return _rough((84, 126 + stripe, 58), x, y, 0.4)


def _house(x: int, y: int) -> Colour:
    if y > 150:
        return _rough((120, 112, 104), x, y)
    for left in (248, 284):
        if left <= x < left + 22 and 62 <= y < 96:
            frame = x in (left, left + 10, left + 21) or y in (62, 78, 95)
            return (230, 228, 222) if frame else _blend((58, 78, 98), (140, 160, 176), (x - left + y - 62) / 56)
    if y % 6 == 0 or (x + (y // 6) % 2 * 6) % 12 == 0:
        return _rough((128, 104, 90), x, y, 0.2)
    return _rough((158, 96, 74), x, y, 0.3)


def _street(x: int, y: int) -> Colour:
    if y < 104:
        for left, right, top, colour in ((0, 84, 22, (152, 134, 112)), (84, 176, 8, (120, 126, 134)), (176, 246, 30, (164, 148, 128)), (246, 320, 14, (134, 112, 104))):
            if left <= x < right and y >= top:
                return _facade(x - left, y - top, colour)
        return _sky(x, y)
    if y < 118:
        return _rough((148, 146, 142), x, y, 0.2) if (x + y) % 18 else (120, 118, 116)
    if y < 121:
        return _rough((178, 176, 170), x, y, 0.2)
    if 146 <= y < 149 and (x // 16) % 2:
        return _rough((220, 218, 206), x, y, 0.15)
    return _rough((70, 72, 76), x, y, 0.35)


def _facade(x: int, y: int, colour: Colour) -> Colour:
    column, row = (x - 6) % 18, (y - 8) % 20
    if x >= 6 and y >= 8 and column < 9 and row < 12:
        lit = (x // 18 * 7 + y // 20 * 5) % 6 == 0
        return (226, 196, 128) if lit else _blend((52, 62, 76), (110, 126, 142), (column + row) / 20)
    return _rough(colour, x, y, 0.22)


def _porch(x: int, y: int) -> Colour:
    if 120 <= x < 188 and 30 <= y < 150:
        return _door(x - 120, y - 30)
    if y >= 150:
        seam = y in (150, 164) or (x + (y // 14) * 20) % 46 == 0
        return (96, 92, 88) if seam else _rough((150, 144, 134), x, y, 0.25)
    glow = max(0.0, 1 - math.hypot(x - 214, y - 54) / 60)
    if abs(x - 214) < 5 and abs(y - 54) < 8:
        return (255, 236, 184)
    joint = y % 8 == 0 or (x + (y // 8) % 2 * 9) % 18 == 0
    wall = (104, 88, 78) if joint else _rough((150, 92, 72), x, y, 0.35)
    return _blend(wall, (255, 216, 150), 0.55 * glow)


def _door(x: int, y: int) -> Colour:
    if x < 4 or x >= 64 or y < 4:
        return (226, 222, 212)
    if math.hypot(x - 57, y - 66) < 2.5:
        return (222, 188, 96)
    edge = any(left <= x < left + 22 and top <= y < bottom and (x in (left, left + 21) or y in (top, bottom - 1)) for left in (10, 36) for top, bottom in ((12, 56), (66, 110)))
    return (22, 46, 54) if edge else _rough((38, 74, 84), x, y, 0.18)


# Sprites: their pictures have the size in which they are shown.


def _ellipse(x: float, y: float, centre_x: float, centre_y: float, radius_x: float, radius_y: float) -> bool:
    return ((x - centre_x) / radius_x) ** 2 + ((y - centre_y) / radius_y) ** 2 <= 1


def _person(coat: Colour, trousers: Colour) -> Callable[[int, int], Pixel]:
    """A person of 70x200 pixels, seen from the side."""

    def paint(x: int, y: int) -> Pixel:
        if _ellipse(x, y, 36, 24, 15, 19):
            return (*((72, 50, 36) if y < 20 or x < 27 else (206, 164, 138)), 255)
        if 44 <= y < 122 and abs(x - 35) < 19 - abs(y - 80) * 0.08:
            return (*_rough(coat, x, y, 0.3), 255)
        if 118 <= y < 190 and (abs(x - 35 - (y - 118) * 0.22) < 9 or abs(x - 35 + (y - 118) * 0.22) < 9):
            return (*_rough(trousers, x, y, 0.3), 255)
        if _ellipse(x, y, 35, 193, 32, 6):
            return (20, 20, 20, 110)
        return (0, 0, 0, 0)

    return paint


def _near(paint: Callable[[int, int], Pixel]) -> Callable[[int, int], Pixel]:
    """The same, twice as large."""
    return lambda x, y: paint(x // 2, y // 2)


def _car(colour: Colour) -> Callable[[int, int], Pixel]:
    """A car of 300x120 pixels."""

    def paint(x: int, y: int) -> Pixel:
        for wheel in (66, 234):
            if _ellipse(x, y, wheel, 92, 24, 24):
                return (178, 180, 184, 255) if _ellipse(x, y, wheel, 92, 11, 11) else (24, 24, 26, 255)
        if 14 <= y < 52 and 70 - (y - 14) * 0.9 < x < 218 + (y - 14) * 1.1:
            glass = y > 20 and 82 - (y - 14) * 0.8 < x < 206 + (y - 14) and abs(x - 146) > 5
            return (74, 94, 110, 235) if glass else (*colour, 255)
        if 50 <= y < 94 and 8 <= x < 292:
            lamp = y < 66 and (x > 280 or x < 18)
            return (250, 240, 190, 255) if lamp else (*_rough(colour, x, y, 0.12), 255)
        if _ellipse(x, y, 150, 112, 146, 8):
            return (10, 10, 12, 130)
        return (0, 0, 0, 0)

    return paint


def _foliage(x: int, y: int) -> Pixel:
    """The crown of a tree, 340x300 pixels."""
    depth = 1 - math.hypot((x - 170) / 165, (y - 150) / 145)
    if depth + 0.55 * (_medium(x / 2, y / 2) - 0.5) < 0.04:
        return (0, 0, 0, 0)
    return (*_rough((58, 98, 48), x / 2.2, y / 2.2, 0.9), 255)


def _trunk(x: int, y: int) -> Pixel:
    half = 16 + max(0, y - 150) * 0.12
    return (*_rough((88, 66, 50), x, y / 4, 0.6), 255) if abs(x - 30) < half else (0, 0, 0, 0)


def _cat(x: int, y: int) -> Pixel:
    """A cat of 110x70 pixels."""
    body = _ellipse(x, y, 52, 38, 34, 15) or _ellipse(x, y, 90, 24, 13, 12) or (abs(x - 84) < 4 and 6 < y < 20) or (abs(x - 97) < 4 and 6 < y < 20)
    legs = 42 < y < 66 and any(abs(x - leg) < 4 for leg in (28, 36, 70, 78))
    tail = abs(y - 24 + (x - 14) * 0.8) < 4 and 2 < x < 24
    return (*_rough((58, 54, 56), x, y, 0.4), 255) if body or legs or tail else (0, 0, 0, 0)


CLOCK_SIZE = 92


def _clock_face(x: int, y: int) -> Pixel:
    radius = math.hypot(x - CLOCK_SIZE / 2 + 0.5, y - CLOCK_SIZE / 2 + 0.5)
    if radius > 45:
        return (0, 0, 0, 0)
    turn = (math.atan2(y - CLOCK_SIZE / 2, x - CLOCK_SIZE / 2) / (2 * math.pi) * 12) % 1
    tick = 35 < radius < 41 and min(turn, 1 - turn) < 0.05
    return (30, 34, 40, 255) if radius > 42 or tick else (246, 246, 242, 225)


def _second_hand(x: int, y: int) -> Pixel:
    across, along = abs(x - CLOCK_SIZE / 2 + 0.5), CLOCK_SIZE / 2 - y
    hand = (across < 1.6 and -10 < along < 38) or math.hypot(across, along) < 4
    return (204, 32, 40, 255) if hand else (0, 0, 0, 0)


_CLOCK_FACE = Sprite(_clock_face, CLOCK_SIZE, CLOCK_SIZE, "1166", "22")


def _passing(seconds: float, width: int, *, start: float = 0, leftwards: bool = False) -> str:
    """Through the picture from one side to the other once in so many seconds; a loop holds a whole number of passages."""
    share = f"mod(t+{start}\\,{seconds})/{seconds}"
    return f"W-(W+{width})*{share}" if leftwards else f"(W+{width})*{share}-{width}"


SCENES = {
    "garden": Scene(
        _garden,
        [
            Sprite(_trunk, 60, 260, "150", "262"),
            Sprite(_foliage, 340, 300, "10+7*sin(2*PI*t/4)", "36+3*sin(2*PI*t/4)"),
            Sprite(_person((164, 60, 52), (50, 56, 78)), 70, 200, _passing(20, 70, leftwards=True), "330+5*abs(sin(PI*t/0.5))"),
            Sprite(_cat, 110, 70, _passing(15, 110, start=6), "584+3*abs(sin(PI*t/0.25))"),
        ],
    ),
    "street": Scene(
        _street,
        [
            Sprite(_person((58, 84, 132), (64, 60, 58)), 70, 200, _passing(30, 70), "268+5*abs(sin(PI*t/0.5))"),
            Sprite(_person((196, 170, 84), (40, 42, 50)), 70, 200, _passing(20, 70, start=9, leftwards=True), "276+5*abs(sin(PI*t/0.5))"),
            Sprite(_car((168, 44, 40)), 300, 120, _passing(6, 300, leftwards=True), "468"),
            Sprite(_car((206, 208, 212)), 300, 120, _passing(7.5, 300, start=3), "588"),
        ],
    ),
    "door": Scene(
        _porch,
        [
            Sprite(
                _near(_person((92, 122, 84), (56, 52, 60))),
                140,
                400,
                "-150+710*min(1\\,max(0\\,1.4*sin(2*PI*t/20)))",
                "262+8*abs(sin(PI*t/0.5))",
            )
        ],
    ),
}
