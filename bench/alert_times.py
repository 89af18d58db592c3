#!/usr/bin/python3
"""Measures, with real programs, how late an alert is and whether one is lost or sent twice: alert_times.py PROGRAMS CLIPS [motion] [power-cut] [kills]

PROGRAMS is artifacts/publish, CLIPS the folder of Debian's opencv-doc with vtest.avi (bench/run.sh alert-times unpacks it).
motion: a person enters the picture of an RTSP camera; when does the webhook have it? power-cut: a camera falls silent, or its connections end; when does the
webhook have it? kills: the server is killed (SIGKILL) at random moments while events are logged; does the webhook get each exactly once?
"""

import hashlib
import hmac
import http.client
import http.server
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

SECRET = "a-secret-of-the-benchmark"
FPS = 15
QUIET = (29.2, 25.0)
"""Begin and length of a part of vtest.avi in which no one is at its left edge."""
PASSING = (54.3, 4.0)
"""The same of one in which a person enters there."""
ENTERS = 55.3
LEFT = [[0, 0.27], [0.15, 0.27], [0.15, 0.56], [0, 0.56]]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Receiver:
    """A webhook that notes when it got what, and refuses what is not signed."""

    def __init__(self) -> None:
        self.got: list[tuple[float, str, dict]] = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                now = time.time()
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stamp, _, signature = self.headers["X-FalconEye-Signature"].partition(",v1=")
                expected = hmac.new(SECRET.encode(), stamp.removeprefix("t=").encode() + b"." + body, hashlib.sha256).hexdigest()
                if hmac.compare_digest(expected, signature):
                    receiver.got.append((now, self.headers["Idempotency-Key"], json.loads(body)))
                self.send_response(200 if hmac.compare_digest(expected, signature) else 401)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def wait(self, is_meant: object, seconds: float) -> float | None:
        """When something came for the first time; None when it did not come."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            if found := next((when for when, _, body in list(self.got) if is_meant(body)), None):
                return found
            time.sleep(0.02)
        return None


class Server:
    def __init__(self, programs: Path, folder: Path):
        self.programs, self.folder, self.port = programs, folder, free_port()
        self.start()

    def start(self) -> None:
        def program(name: str) -> str:
            return str(next((self.programs / name).glob(f"release_linux-*/{name}")))

        environment = os.environ | {
            "DATA_DIR": str(self.folder), "PORT": str(self.port), "API_URL": f"http://127.0.0.1:{self.port}", "AUTH_MODE": "off", "RATE_LIMIT_PER_MINUTE": "0",
            "MIN_FREE_DISK_MB": "50", "ALERT_ALLOWED_ADDRESSES": "127.0.0.1", "RELAY_PATH": program("FalconEye.Relay"), "RECORDER_PATH": program("FalconEye.Recorder")}
        self.process = subprocess.Popen([program("FalconEye.Api")], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                self.call("GET", "/api/alerts/mode")
                return
            except OSError:
                time.sleep(0.1)

    def call(self, method: str, path: str, body: object = None) -> dict:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"{}")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def add_rule(self, receiver: Receiver, **rule: object) -> None:
        channel = self.call("POST", "/api/alerts/channels", {"name": "hook", "kind": "webhook", "settings": {"url": receiver.url, "secret": SECRET}})
        self.call("POST", "/api/alerts/rules", {"name": "measured", "channel_ids": [channel["id"]], **rule})

    def add_camera(self, url: str, name: str) -> str:
        camera = self.call("POST", "/api/cameras/", {"name": name, "protocol": "rtsp", "source_url": url})
        identity = (camera.get("camera") or camera)["id"]
        self.call("POST", f"/api/cameras/{identity}/start")
        while self.call("GET", f"/api/cameras/{identity}")["status"] != "running":
            time.sleep(0.2)
        return identity


def access_units(clip: Path, begin: float, length: float) -> list[bytes]:
    """A part of a clip as a camera sends it, frame by frame; it begins with a keyframe, and there is one each second."""
    delimiter = b"\0\0\0\1\x09"
    stream = subprocess.check_output(
        ["ffmpeg", "-v", "error", "-ss", str(begin), "-t", str(length), "-i", str(clip), "-r", str(FPS), "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency",
         "-g", str(FPS), "-b:v", "1M", "-pix_fmt", "yuv420p", "-bsf:v", "h264_metadata=aud=insert", "-f", "h264", "-"])
    return [delimiter + unit for unit in stream.split(delimiter)[1:]]


def serve_camera(clip: Path, port: int) -> None:
    """A camera as a program of its own. It shows no person until it is sent SIGUSR1; then it prints the time at which the frame in which someone enters is sent."""
    import gi
    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtspServer
    Gst.init(None)
    quiet, passing = access_units(clip, *QUIET), access_units(clip, *PASSING)
    asked = threading.Event()
    signal.signal(signal.SIGUSR1, lambda *_: asked.set())

    def push(source: object) -> None:
        units, index, frame, next_time = quiet, 0, 0, time.time()
        while True:
            if index % FPS == 0 and asked.is_set() and units is quiet:
                asked.clear()
                units, index = passing, 0
            if index >= len(units):
                units, index = quiet, 0
            buffer = Gst.Buffer.new_wrapped(units[index])
            buffer.pts = buffer.dts = frame * Gst.SECOND // FPS
            buffer.duration = Gst.SECOND // FPS
            if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                return
            if units is passing and index == round((ENTERS - PASSING[0]) * FPS):
                print(time.time(), flush=True)
            index, frame, next_time = index + 1, frame + 1, next_time + 1 / FPS
            time.sleep(max(0, next_time - time.time()))

    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(True)
    factory.set_launch("( appsrc name=source is-live=true format=time caps=video/x-h264,stream-format=byte-stream,alignment=au ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )")
    factory.connect("media-configure", lambda _, media: threading.Thread(
        target=push, args=(media.get_element().get_by_name("source"),), daemon=True).start())
    server.get_mount_points().add_factory("/clip", factory)
    server.attach(None)
    GLib.timeout_add(200, lambda: True)
    GLib.MainLoop().run()


def start_camera(clip: Path) -> tuple[subprocess.Popen, str]:
    port = free_port()
    camera = subprocess.Popen([sys.executable, __file__, "--camera", str(clip), str(port)], stdout=subprocess.PIPE, text=True)
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return camera, f"rtsp://127.0.0.1:{port}/clip"
        time.sleep(0.1)


def measure_motion(server: Server, receiver: Receiver, clip: Path, rounds: int = 10) -> None:
    camera, url = start_camera(clip)
    try:
        identity = server.add_camera(url, "Gate")
        server.add_rule(receiver, kinds=["motion"])
        server.call("PATCH", f"/api/cameras/{identity}", {"motion": {"enabled": True, "zones": [{"name": "left", "points": LEFT}]}})
        time.sleep(15)
        delays, false = [], len(receiver.got)
        for _ in range(rounds):
            receiver.got.clear()
            camera.send_signal(signal.SIGUSR1)
            entered = float(camera.stdout.readline())
            came = receiver.wait(lambda body: body["kind"] == "motion", 20)
            delays.append(came - entered if came else float("nan"))
            time.sleep(12)
            false += len(receiver.got) - 1
        print(f"| a person enters, webhook | {rounds} | {statistics.median(delays):.2f} | {max(delays):.2f} | {false} alerts more |", flush=True)
    finally:
        camera.kill()


def measure_power_cut(server: Server, receiver: Receiver, clip: Path, hold_seconds: int = 15) -> None:
    server.add_rule(receiver, kinds=["camera_offline"], hold_minutes=hold_seconds / 60, tell_end=True)
    for name, cut, is_recorded, rounds in (
            ("recorded, falls silent", signal.SIGSTOP, True, 3), ("recorded, connections end", signal.SIGKILL, True, 3), ("not recorded, not watched, falls silent", signal.SIGSTOP, False, 3),
            ("not recorded, not watched, connections end", signal.SIGKILL, False, 3)):
        delays = []
        for number in range(rounds):
            camera, url = start_camera(clip)
            try:
                identity = server.add_camera(url, f"{name} {number}")
                if is_recorded:
                    server.call("POST", f"/api/cameras/{identity}/recording/start")
                time.sleep(15)
                receiver.got.clear()
                camera.send_signal(cut)
                at = time.time()
                came = receiver.wait(lambda body: body["kind"] == "camera_offline" and body["camera"] == f"{name} {number}", hold_seconds + 120)
                delays.append(came - at - hold_seconds if came else float("nan"))
                server.call("POST", f"/api/cameras/{identity}/stop")
            finally:
                camera.kill()
        print(f"| a camera, {name}: webhook, beyond the rule's {hold_seconds} s | {rounds} | {statistics.median(delays):.2f} | {max(delays):.2f} | |", flush=True)


def measure_kills(server: Server, receiver: Receiver, kills: int = 20) -> None:
    server.add_rule(receiver, kinds=["mode_changed"])
    time.sleep(3)
    receiver.got.clear()
    chance, number, acknowledged = random.Random(1), 0, 0
    for _ in range(kills):
        stop_at = time.time() + chance.uniform(0.5, 4)
        threading.Timer(stop_at - time.time(), server.kill).start()
        while time.time() < stop_at + 0.5:
            try:
                server.call("PUT", "/api/alerts/mode", {"mode": ("home", "away")[number % 2]})
                number, acknowledged = number + 1, acknowledged + 1
            except (OSError, http.client.HTTPException):
                number += 1
            time.sleep(chance.uniform(0, 0.2))
        server.process.wait()
        server.start()
    stored, before = set(), ""
    while True:
        page = server.call("GET", f"/api/events/log?kind=mode_changed&limit=1000&count=false{before}")
        stored |= {item["id"] for item in page["events"]}
        if not page.get("next"):
            break
        before = f"&before={page['next']}"
    deadline = time.time() + 120
    while time.time() < deadline and stored - {body["event_id"] for _, _, body in list(receiver.got)}:
        time.sleep(0.5)
    events = [body["event_id"] for _, _, body in receiver.got]
    keys = [key for _, key, _ in receiver.got]
    print(f"\n{kills} kills; {acknowledged} changes acknowledged, {len(stored)} events stored; the webhook got {len(events)} requests about {len(set(events))} events with {len(set(keys))} keys: "
          f"{len(stored - set(events))} lost, {len(events) - len(set(events))} repeated, of these with another key: {len(set(keys)) - len(set(events))}", flush=True)


def main() -> None:
    if sys.argv[1] == "--camera":
        serve_camera(Path(sys.argv[2]), int(sys.argv[3]))
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    programs, clip = Path(sys.argv[1]).absolute(), Path(sys.argv[2]) / "vtest.avi"
    asked = sys.argv[3:] or ["motion", "power-cut", "kills"]
    print("| from, to | times | median, s | longest, s | |\n| --- | ---: | ---: | ---: | --- |")
    for name, measure in {
        "motion": lambda server, receiver: measure_motion(server, receiver, clip),
        "power-cut": lambda server, receiver: measure_power_cut(server, receiver, clip),
        "kills": measure_kills,
    }.items():
        if name in asked:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                server, receiver = Server(programs, Path(folder)), Receiver()
                try:
                    measure(server, receiver)
                finally:
                    server.process.terminate()
                    server.process.wait()


if __name__ == "__main__":
    main()
