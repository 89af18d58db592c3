"""The time at which a frame was captured, drawn into the frame, so that a viewer can tell how old a picture is.

Footage is encoded once and looped, and frame `i` of the loop is sent when the wall clock, modulo the length of the loop,
is `i / fps`. So the position in the loop, which each frame shows, is the wall clock modulo `loop_seconds`: no frame is
ever encoded twice, and the age of a picture is known as long as it is shorter than the loop.

Layout: the top tenth of the picture is a row of 20 equal blocks, black or white, which survive scaling and JPEG:

    block 0       white   marker, gives the level of white
    block 1       black   marker, gives the level of black
    blocks 2-17   16 bits, most significant first: milliseconds since the start of the loop
    block 18      white if the number of white bits is odd
    block 19      the opposite of block 18
"""

import subprocess
import time

BLOCKS = 20
BITS = 16
HEIGHT_DIVISOR = 10
_MINIMUM_CONTRAST = 60


def drawing_filter(width: int, height: int, fps: int) -> str:
    """FFmpeg filters that draw the row of blocks on frame `n` of the loop."""
    milliseconds = f"floor(n*1000/{fps})"
    set_bits = "+".join(f"mod(floor({milliseconds}/{1 << bit})\\,2)" for bit in range(BITS))
    enabled = ["1"]
    enabled += ["0"]
    enabled += [f"mod(floor({milliseconds}/{1 << bit})\\,2)" for bit in reversed(range(BITS))]
    enabled += [f"mod({set_bits}\\,2)", f"1-mod({set_bits}\\,2)"]
    rows = height // HEIGHT_DIVISOR
    boxes = [f"drawbox=x=0:y=0:w={width}:h={rows}:color=black:t=fill"]
    for block, expression in enumerate(enabled):
        left, right = block * width // BLOCKS, (block + 1) * width // BLOCKS
        if expression != "0":
            boxes.append(f"drawbox=x={left}:y=0:w={right - left}:h={rows}:color=white:t=fill:enable='{expression}'")
    return ",".join(boxes)


def read_luma(luma: bytes, width: int, height: int) -> int | None:
    """Milliseconds since the start of the loop that a picture shows; None if the row of blocks is not readable."""
    levels = [_block_level(luma, width, height, block) for block in range(BLOCKS)]
    white, black = levels[0], levels[1]
    if white - black < _MINIMUM_CONTRAST:
        return None
    bits = [level > (white + black) / 2 for level in levels[2:]]
    value_bits, parity, inverse = bits[:BITS], bits[BITS], bits[BITS + 1]
    if parity == inverse or parity != (sum(value_bits) % 2 == 1):
        return None
    return sum(1 << (BITS - 1 - place) for place, bit in enumerate(value_bits) if bit)


def read_jpegs(jpegs: list[bytes], width: int, height: int) -> list[int | None]:
    """Reads the clock of many JPEGs of one size; decodes them all with one FFmpeg."""
    source = ["-f", "image2pipe", "-c:v", "mjpeg", "-i", "-"]
    target = ["-vsync", "0", "-pix_fmt", "gray", "-f", "rawvideo", "-"]
    raw = subprocess.run(["ffmpeg", "-v", "error", *source, *target], input=b"".join(jpegs), stdout=subprocess.PIPE, check=True).stdout
    size = width * height
    return [read_luma(raw[start:start + size], width, height) for start in range(0, len(raw), size)]


def age_seconds(shown_milliseconds: int, loop_seconds: float, now: float | None = None) -> float:
    """Age of a picture at the wall-clock time `now` (`time.time()` unless given), if less than the loop's length."""
    moment = time.time() if now is None else now
    return (moment - shown_milliseconds / 1000) % loop_seconds


def _block_level(luma: bytes, width: int, height: int, block: int) -> float:
    """Mean luma of the middle of a block, away from edges that scaling blurs."""
    block_width, rows = width / BLOCKS, height / HEIGHT_DIVISOR
    columns = range(int((block + 0.3) * block_width), max(int((block + 0.7) * block_width), int((block + 0.3) * block_width) + 1))
    lines = range(int(rows * 0.3), max(int(rows * 0.7), int(rows * 0.3) + 1))
    return sum(luma[line * width + column] for line in lines for column in columns) / (len(lines) * len(columns))
