#!/usr/bin/python3
"""Replays Debian's opencv-doc clips as RTSP cameras, has a relay look for motion, and compares with labels.txt: motion.py RELAY CLIPS_FOLDER

Prints a table: passages that an event covers (recall), events that belong to a passage (precision), how late an event begins, how late the relay says so,
and the processor time of relay and FFmpeg. The clips: apt-get download opencv-doc; dpkg -x opencv-doc_*.deb . (usr/share/doc/opencv-doc/examples/data).
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

TOLERANCE_SECONDS = 1.5
"""An event that begins a little before a passage, or ends a little after it, belongs to it: two pictures a second, and a passage is seen by eye."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def encode(clip: Path, folder: Path) -> Path:
    """The clip as a camera would send it: H.264 with a keyframe each second."""
    target = folder / f"{clip.stem}.mp4"
    if not target.exists():
        subprocess.run(
            ["ffmpeg", "-v", "error", "-i", str(clip), "-r", "15", "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-g", "15",
             "-b:v", "1M", "-pix_fmt", "yuv420p", str(target)], check=True)
    return target


def serve(file: Path, port: int) -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(f"( filesrc location={file} ! qtdemux ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )")
    server.get_mount_points().add_factory("/clip", factory)
    server.attach(None)
    threading.Thread(target=GLib.MainLoop().run, daemon=True).start()


def processor_seconds(pid: int) -> float:
    """Of a process and its children."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(entry.name) == pid or int(fields[1]) == pid:
                total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def run(relay: str, port: int, polygon: list | None, seconds: float) -> tuple[list[dict], float, float]:
    """Events with the time at which each was first told, when the clip began, and processor time a second."""
    environment = {
        "PATH": os.environ["PATH"], "RTSP_URL": f"rtsp://127.0.0.1:{port}/clip", "HOST": "127.0.0.1", "PORT": str(free_port()), "RELAY_ALWAYS_ON": "true",
    }
    if polygon is not None:
        environment["MOTION"] = json.dumps({"zones": [{"name": "zone", "points": polygon}]})
    process = subprocess.Popen([relay], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    events, begin, used, measured = {}, None, 0.0, 0.0
    try:
        deadline = time.time() + seconds + 10
        while time.time() < deadline and (begin is None or time.time() < begin + seconds):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/health", timeout=2) as answer:
                    health = json.load(answer)
            except OSError:
                time.sleep(0.05)
                continue
            now = time.time()
            if begin is None and health.get("last_frame_age_ms") is not None:
                begin = now - health["last_frame_age_ms"] / 1000
            for event in (health.get("motion") or {}).get("events", []):
                told = events.get(event["number"], {}).get("told", now)
                events[event["number"]] = {**event, "told": told}
            used, measured = processor_seconds(process.pid), now
            time.sleep(0.05)
    finally:
        process.terminate()
        process.wait()
    if begin is None:
        raise SystemExit("the relay showed no picture")
    return list(events.values()), begin, used / (measured - begin)


def seconds_of(text: str) -> float:
    from datetime import datetime
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d*", r"\1", text).replace("Z", "+00:00")).timestamp()


def main() -> None:
    relay, clips = sys.argv[1], Path(sys.argv[2])
    folder = Path(tempfile.gettempdir()) / "falcon-eye-motion"
    folder.mkdir(exist_ok=True)
    print("| clip | zone | passages | found | events | false | begins after, s (longest) | told after, s (longest) | cores |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    labels = [line.split("|") for line in (Path(__file__).parent / "labels.txt").read_text().splitlines() if line.strip() and not line.startswith("#")]
    for clip, zone, polygon, passages in ([part.strip() for part in line] for line in labels):
        file = encode(clips / clip, folder)
        port = free_port()
        serve(file, port)
        points = [[float(value) for value in point.split(",")] for point in polygon.split()]
        times = [tuple(float(value) for value in passage.split("-")) for passage in passages.split()]
        length = float(subprocess.check_output(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(file)]))
        events, begin, cores = run(relay, port, points, length - 0.5)
        spans = [(seconds_of(event["begin"]) - begin, (seconds_of(event["end"]) - begin) if event["end"] else length, event["told"] - begin) for event in events]
        found = [p for p in times if any(b < p[1] and e > p[0] for b, e, _ in spans)]
        false = [s for s in spans if not any(s[0] < p[1] + TOLERANCE_SECONDS and s[1] > p[0] - TOLERANCE_SECONDS for p in times)]
        # An event is late only for the passage that it begins with: one that goes on covers the next.
        late = [(max(0, s[0] - p[0]), max(0, s[2] - p[0])) for s in spans for p in times[:] if p[0] - TOLERANCE_SECONDS <= s[0] <= p[1]]
        print(f"| {clip} | {zone} | {len(times)} | {len(found)} | {len(spans)} | {len(false)} | {max((l[0] for l in late), default=0):.1f} | {max((l[1] for l in late), default=0):.1f} | {cores:.3f} |")
        if "--verbose" in sys.argv:
            print([tuple(round(value, 1) for value in span) for span in spans])
        sys.stdout.flush()


if __name__ == "__main__":
    main()
