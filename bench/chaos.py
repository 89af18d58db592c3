#!/usr/bin/python3
"""Ends programs of a recording system at random moments, and checks that no recording suffers more than it may.

usage: chaos.py [--kills 20] [--seed 1] [--cameras 2] [--programs artifacts/publish]     (after ./run.sh --build-only; see README's packages)

Starts a server of its own with simulated RTSP cameras that it records and watches. Each kill (SIGKILL) hits a recorder, a relay, the server, or
cuts a camera off, at a random moment: sometimes while the system is still coming back from the one before. In the end:
  - every file plays, and every row says what its file holds;
  - what was being recorded at a kill is there up to LOST_SECONDS before it;
  - recording goes on after each kill, until the end.
The same seed gives the same kills. Prints one line for each kill and a summary; exit code 1 if anything is wrong.
"""

import argparse
import datetime
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LOST_SECONDS = 1.0
"""What may be missing before a kill: the fragment that was not on the disk yet."""
MEASURING_SECONDS = 0.25
"""How exactly the time of a kill and that of a frame can be compared from outside."""
RECOVERY_SECONDS = 60
TARGETS = ["recorder", "recorder", "relay", "server", "camera"]


class Camera:
    """A simulated camera, which can be cut off and come back at the same address."""

    def __init__(self, number: int):
        program = REPOSITORY / "tools/simulated-cameras/rtsp_camera.py"
        self.name = f"Chaos {number}"
        self.process = subprocess.Popen(["/usr/bin/python3", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.id = ""

    def tell(self, command: str) -> None:
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


class Server:
    """The server as a process, with its children, on a folder that survives it."""

    def __init__(self, programs: Path, folder: Path):
        self.programs, self.folder = programs, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(folder / "server.log", "ab")  # noqa: SIM115
        self.start()

    def program(self, name: str) -> str:
        found = sorted(self.programs.glob(f"{name}/release*/{name}"))
        if not found:
            sys.exit(f"{name} is not built: ./run.sh --build-only")
        return str(found[0])

    def start(self) -> None:
        environment = os.environ | {
            "PORT": str(self.port), "API_URL": f"http://127.0.0.1:{self.port}", "DATA_DIR": str(self.folder / "data"), "AUTH_MODE": "off",
            "RELAY_PATH": self.program("FalconEye.Relay"), "RECORDER_PATH": self.program("FalconEye.Recorder"), "MIN_FREE_DISK_MB": "50",
            "RELAY_ALWAYS_ON": "true", "RATE_LIMIT_PER_MINUTE": "1000000", "DOTNET_EnableDiagnostics": "0",
        }
        self.process = subprocess.Popen([self.program("FalconEye.Api")], env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        wait_until(lambda: self.call("GET", "/healthz/ready") is not None, "the server is ready")

    def call(self, method: str, path: str, body: object = None) -> object:
        """The answer's JSON, or text; None when there is none, or no success."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                text = response.read()
                return json.loads(text) if text[:1] in (b"{", b"[") else text
        except (OSError, ValueError):
            return None

    def child(self, program: str, camera: Camera) -> int | None:
        """The process of a camera's relay or recorder."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == self.process.pid and os.readlink(entry / "exe").endswith(program) and camera.url.encode() in (entry / "environ").read_bytes():
                    return int(entry.name)
            except (OSError, IndexError):
                continue
        return None

    def file_of(self, camera: Camera) -> str | None:
        """The file that is being recorded, as the recorder says it."""
        status = self.call("GET", f"/api/cameras/{camera.id}/recording/status")
        return status.get("file_name") if isinstance(status, dict) and status.get("status") == "recording" else None

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


def wait_until(holds: object, what: str, seconds: float = RECOVERY_SECONDS) -> None:
    deadline = time.time() + seconds
    while not holds():
        if time.time() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.1)


def kill(server: Server, camera: Camera, target: str) -> float | None:
    """Ends the target. Returns when; None when it was not there, since it was still coming back."""
    if target == "server":
        now = time.time()
        server.process.kill()
        server.process.wait()
        server.start()
        return now
    if target == "camera":
        now = time.time()
        camera.tell("drop")
        time.sleep(0.5)
        camera.tell("return")
        return now
    process = server.child("FalconEye.Relay" if target == "relay" else "FalconEye.Recorder", camera)
    if process is None:
        return None
    now = time.time()
    os.kill(process, signal.SIGKILL)
    return now


def play(path: str) -> tuple[float, str]:
    """A file's length in seconds, and what FFmpeg complains about when it decodes all of it."""
    probe = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path], capture_output=True, text=True)
    decoded = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-fps_mode", "passthrough", "-f", "null", "-"], capture_output=True, text=True)
    return float(probe.stdout.strip() or 0), (probe.stderr + decoded.stderr).strip()


def check_rows(server: Server, camera: Camera, problems: list[str]) -> list[tuple[float, float]]:
    """Checks a camera's rows against their files. Returns from when to when each file goes."""
    rows = server.call("GET", f"/api/recordings?camera_id={camera.id}&limit=1000")["recordings"]
    spans = []
    for row in rows:
        name = row["file_name"]
        if not os.path.exists(row["file_path"]):
            problems.append(f"{name}: the file is missing, the row says {row['status']}")
            continue
        length, complaint = play(row["file_path"])
        if complaint or length == 0:
            problems.append(f"{name} does not play: {complaint[:200]}")
        if row["status"] == "recording" or row["end_time"] is None:
            problems.append(f"{name}: the row still says {row['status']}")
        elif abs(row["duration_seconds"] - length) > 0.5 or row["file_size_bytes"] != os.path.getsize(row["file_path"]):
            problems.append(f"{name}: the row says {row['duration_seconds']:.2f} s, {row['file_size_bytes']} bytes; the file has {length:.2f} s, {os.path.getsize(row['file_path'])}")
        start = datetime.datetime.fromisoformat(row["start_time"].replace("Z", "+00:00")).timestamp()
        spans.append((start, start + length))
    on_disk = len(list(Path(rows[0]["file_path"]).parent.glob("*.mp4"))) if rows else 0
    if on_disk != len(rows):
        problems.append(f"{camera.name}: {on_disk} files, {len(rows)} rows")
    return sorted(spans)


def run(options: argparse.Namespace, folder: Path) -> list[str]:
    chance, problems, kills = random.Random(options.seed), [], []
    cameras = [Camera(number) for number in range(options.cameras)]
    server = Server(options.programs, folder)
    try:
        for camera in cameras:
            camera.id = server.call("POST", "/api/cameras", {"name": camera.name, "protocol": "rtsp", "source_url": camera.url})["id"]
            server.call("POST", f"/api/cameras/{camera.id}/start")
            wait_until(lambda camera=camera: server.call("POST", f"/api/cameras/{camera.id}/recording/start") is not None, "the recording starts")
        for number in range(options.kills):
            camera, target = chance.choice(cameras), chance.choice(TARGETS)
            waits, pause = chance.random() < 0.8, chance.uniform(0, 3)
            if waits:
                wait_until(lambda camera=camera: server.file_of(camera), f"{camera.name} is recorded before kill {number}")
                time.sleep(2)
            time.sleep(pause)
            recorded = [other for other in cameras if waits and server.file_of(other)] if target == "server" else [camera] if waits and target != "relay" else []
            begun = time.time()
            when = kill(server, camera, target)
            kills.extend((other, when, target, number) for other in recorded if when)
            print(f"kill {number}: {target} of {camera.name}{'' if waits else ', while it comes back'}{'' if when else ': not there'} ({time.time() - begun:.1f} s)", flush=True)
        for camera in cameras:
            wait_until(lambda camera=camera: server.file_of(camera), f"{camera.name} is recorded in the end")
        time.sleep(3)
        ended = time.time()
        for camera in cameras:
            server.call("POST", f"/api/cameras/{camera.id}/recording/stop")
            wait_until(lambda camera=camera: all(row["end_time"] for row in server.call("GET", f"/api/recordings?camera_id={camera.id}&limit=1000")["recordings"]), "all files are finished")
        worst = 0.0
        for camera in cameras:
            spans = check_rows(server, camera, problems)
            for _, when, target, number in [k for k in kills if k[0] is camera]:
                lost = min((max(0.0, when - end) for start, end in spans if start < when), default=float("inf"))
                worst = max(worst, lost)
                if lost > LOST_SECONDS + MEASURING_SECONDS:
                    problems.append(f"kill {number} ({target} of {camera.name}): {lost:.2f} s before it are missing")
            if not spans or spans[-1][1] < ended - LOST_SECONDS - MEASURING_SECONDS:
                problems.append(f"{camera.name} was not recorded in the end")
            print(f"{camera.name}: {len(spans)} files, {sum(end - start for start, end in spans):.1f} s")
        print(f"{len(kills)} kills of what was recording, at most {worst:.2f} s lost before one, {len(problems)} problems")
    except TimeoutError as late:
        problems.append(str(late))
    finally:
        server.end()
        for camera in cameras:
            camera.end()
    return problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cameras", type=int, default=2)
    parser.add_argument("--programs", type=Path, default=REPOSITORY / "artifacts/publish")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="chaos"))
    problems = run(options, folder)
    for problem in problems:
        print(problem)
    if problems:
        print(f"Kept: {folder}")
        sys.exit(1)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
