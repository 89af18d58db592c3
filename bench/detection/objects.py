#!/usr/bin/python3
"""Shows the detector pictures of people and compares with people.txt: objects.py DETECTOR CLIPS_FOLDER MODEL.ONNX ...

Prints a table for each model: of the boxes called a person with at least so much certainty, how many are (precision), and how many of the people have one
(recall); and what a picture costs of one core, decoding and scaling included. The clip: see bench/motion/motion.py.
"""

import json
import resource
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 768, 576
SAME = 0.5
"""Boxes that share so much of what they cover together are of one person."""


def overlap(one: list[float], other: list[float]) -> float:
    across = max(0.0, min(one[2], other[2]) - max(one[0], other[0]))
    down = max(0.0, min(one[3], other[3]) - max(one[1], other[1]))
    area = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return across * down / (area - across * down)


def look(detector: str, model: str, pictures: list[Path]) -> tuple[list[list[dict]], float]:
    """What is found in each picture, and the processor time of a picture in milliseconds; that of starting is left out."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([detector, "--model", model, "--threads", "1"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    data = b"".join(struct.pack("<i", picture.stat().st_size) + picture.read_bytes() for picture in pictures)
    answers = subprocess.run([detector, "--model", model, "--threads", "1"], input=data, stdout=subprocess.PIPE, check=True).stdout.splitlines()[1:]
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)

    def used(later: resource.struct_rusage, earlier: resource.struct_rusage) -> float:
        return later.ru_utime + later.ru_stime - earlier.ru_utime - earlier.ru_stime

    milliseconds = (used(ended, started) - used(started, before)) / len(pictures) * 1000
    return [json.loads(answer)["objects"] for answer in answers], milliseconds


def compare(found: list[dict], people: list[list[float]]) -> int:
    """How many of the people have a box, each box for one person at most."""
    left, matched = list(people), 0
    for item in sorted(found, key=lambda item: -item["score"]):
        box = [item["x"] * WIDTH, item["y"] * HEIGHT, (item["x"] + item["width"]) * WIDTH, (item["y"] + item["height"]) * HEIGHT]
        best = max(left, key=lambda person: overlap(box, person), default=None)
        if best is not None and overlap(box, best) >= SAME:
            left.remove(best)
            matched += 1
    return matched


def main() -> None:
    detector, clips, models = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    lines = (Path(__file__).parent / "people.txt").read_text().splitlines()
    labels = {
        int(number): [[float(value) for value in box.split(",")] for box in boxes]
        for number, *boxes in (line.split() for line in lines if line and not line.startswith("#"))
    }
    print("| model | certainty | people | boxes | right | precision | recall | ms of one core |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["ffmpeg", "-v", "error", "-i", str(clips / "vtest.avi"), "-vf", "fps=2", "-q:v", "3", f"{folder}/%03d.jpg"], check=True)
        pictures = sorted(Path(folder).glob("*.jpg"))
        for model in models:
            found, milliseconds = look(detector, model, pictures)
            for certainty in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
                boxes = right = 0
                for number, people in labels.items():
                    sure = [item for item in found[number - 1] if item["name"] == "person" and item["score"] >= certainty]
                    boxes, right = boxes + len(sure), right + compare(sure, people)
                count = sum(len(people) for people in labels.values())
                print(f"| {Path(model).stem} | {certainty:.2f} | {count} | {boxes} | {right} | {right / max(1, boxes):.2f} | {right / count:.2f} | {milliseconds:.0f} |")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
