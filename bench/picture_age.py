#!/usr/bin/python3
"""Watches a Motion JPEG stream of a simulated camera, 640x360, and prints how old its pictures were when they had arrived: picture_age.py URL SECONDS."""

import json
import sys
import time
import urllib.request
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools" / "simulated-cameras"))

import footage
import picture_clock

WIDTH, HEIGHT = 640, 360
SETTLING_SECONDS = 2
"""The first pictures show how a stream begins, not how it goes on."""


def watch(url: str, seconds: float) -> list[tuple[float, bytes]]:
    """Pictures with the times at which their last byte had arrived."""
    pictures = []
    with urllib.request.urlopen(url, timeout=20) as stream:
        begin = time.time() + SETTLING_SECONDS
        while time.time() < begin + seconds:
            length = 0
            while (line := stream.readline()).strip() or not length:
                if not line:
                    raise SystemExit("the stream ended")
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            jpeg = stream.read(length)
            if time.time() >= begin:
                pictures.append((time.time(), jpeg))
    return pictures


def main() -> None:
    pictures = watch(sys.argv[1], float(sys.argv[2]))
    shown = picture_clock.read_jpegs([jpeg for _, jpeg in pictures], WIDTH, HEIGHT)
    ages = sorted(
        picture_clock.age_seconds(milliseconds, footage.LOOP_SECONDS_STEP, arrived)
        for (arrived, _), milliseconds in zip(pictures, shown, strict=True) if milliseconds is not None)
    figures = {"median": ages[len(ages) // 2], "p95": ages[len(ages) * 95 // 100], "longest": ages[-1], "pictures": len(ages)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
