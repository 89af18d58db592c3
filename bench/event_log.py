#!/usr/bin/python3
"""Fills a server's SQLite log with a million events and measures pages of it: event_log.py SERVER_PROGRAM [COUNT]

Prints the median and longest time of 20 requests for the first page, a page in the middle and the last one, without and with filters.
"""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

CAMERAS = 50
KINDS = ["motion"] * 80 + ["camera_status"] * 10 + ["recording_started"] * 5 + ["recording_ended"] * 4 + ["camera_offline"]


def fill(database: Path, count: int) -> list[str]:
    cameras = [str(uuid.uuid4()).upper() for _ in range(CAMERAS)]
    newest = datetime.now(timezone.utc)
    rows = (
        ((newest - timedelta(seconds=7 * number)).strftime("%Y-%m-%d %H:%M:%S.%f0"), KINDS[number * 37 % 100], cameras[number % CAMERAS], "system", "Motion at Gate.", "{}", 0, 0)
        for number in range(count, 0, -1))
    with sqlite3.connect(database) as connection:
        connection.executemany(
            "INSERT INTO events (time, kind, camera_id, actor, message, data, is_open, has_picture) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return cameras


def main() -> None:
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "DATA_DIR": folder, "PORT": str(port), "AUTH_MODE": "off", "EVENT_KEEP_DAYS": "3650", "EVENT_MAX_COUNT": "10000000", "RATE_LIMIT_PER_MINUTE": "0"}
        server = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL)
        try:
            measure(f"http://127.0.0.1:{port}", Path(folder) / "falcon-eye.db", count)
        finally:
            server.terminate()
            server.wait()


def measure(server: str, database: Path, count: int) -> None:
    def get(query: str) -> tuple[dict, float]:
        begin = time.perf_counter()
        with urllib.request.urlopen(f"{server}/api/events/log?{query}") as answer:
            return json.load(answer), (time.perf_counter() - begin) * 1000

    while True:
        try:
            get("limit=1")
            break
        except OSError:
            time.sleep(0.2)
    cameras = fill(database, count)
    middle = (datetime.now(timezone.utc) - timedelta(seconds=7 * count / 2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    filters = {
        "everything": "", "a camera": f"&camera_id={cameras[7]}", "a rare kind": "&kind=camera_offline",
        "five kinds": "&kind=camera_offline,recording_missing,recording_gap,disk_forecast,workload_restarted",
        "a camera and two kinds": f"&camera_id={cameras[7]}&kind=motion,camera_offline",
        "no match": "&kind=tamper",
    }
    print("| filter | page | median, ms | longest, ms |\n| --- | --- | ---: | ---: |")
    for name, query in filters.items():
        for page, where in {"first": "", "middle": f"&to={middle}", "last": None}.items():
            if where is None:
                oldest = (datetime.now(timezone.utc) - timedelta(seconds=7 * (count - 200))).strftime("%Y-%m-%dT%H:%M:%SZ")
                where = f"&to={oldest}"
            times = sorted(get(f"limit=50&count=false{query}{where}")[1] for _ in range(20))
            print(f"| {name} | {page} | {times[10]:.1f} | {times[-1]:.1f} |")
    log, elapsed = get("limit=50")
    print(f"| everything, counted ({log['count']}) | first | {elapsed:.1f} | |")


if __name__ == "__main__":
    main()
