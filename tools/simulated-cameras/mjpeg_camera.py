#!/usr/bin/python3
"""A simulated HTTP camera that sends JPEGs as multipart/x-mixed-replace, well or, by command, badly.

Beside `freeze`, `thaw`, `drop`, `return` and `stats` these commands change what viewers get:

    garbage       random bytes in place of parts
    endless       one part that never ends: no length, no boundary
    wrong-length  parts whose Content-Length is too large by half
    no-length     parts without Content-Length
    normal        proper parts again

Debian packages: python3 ffmpeg.
"""

import argparse
import asyncio
import os
import socket
import time

import camera_options
import camera_protocol
import footage
from http_authentication import Credentials

BEHAVIOURS = ["normal", "garbage", "endless", "wrong-length", "no-length"]

_BOUNDARY = "simulated-camera-frame"
_HEAD_LIMIT = 16384
_BACKLOG_LIMIT = 1 << 20
_GARBAGE_BYTES = 20000


class Viewer:
    """One connection that gets the stream."""

    def __init__(self, writer: asyncio.StreamWriter):
        self._writer = writer
        self._inside_endless_part = False

    def send(self, jpeg: bytes, behaviour: str) -> None:
        """Sends a frame; skips it when the viewer has not read the earlier ones."""
        if self._writer.is_closing() or self._writer.transport.get_write_buffer_size() > _BACKLOG_LIMIT:
            return
        self._writer.write(self._part(jpeg, behaviour))

    def _part(self, jpeg: bytes, behaviour: str) -> bytes:
        if behaviour == "garbage":
            return os.urandom(_GARBAGE_BYTES)
        if behaviour == "endless":
            head = b"" if self._inside_endless_part else _part_head(None)
            self._inside_endless_part = True
            # Without its last marker no JPEG ends, and the data goes on like that of a single one.
            return head + (jpeg[2:-2] if not head else jpeg[:-2])
        self._inside_endless_part = False
        length = {"wrong-length": len(jpeg) * 3 // 2, "no-length": None}.get(behaviour, len(jpeg))
        return _part_head(length) + jpeg + b"\r\n"


class MjpegCamera:
    """An HTTP server with one path per camera, all showing the same picture."""

    def __init__(self, options: argparse.Namespace, jpegs: list[bytes]):
        self._host, self._port = options.host, options.port
        self._paths = camera_options.mount_paths(options)
        self._fps = options.fps
        self._jpegs = jpegs
        self._behaviour = options.behaviour
        self._credentials = Credentials(options.user, options.password, options.auth) if options.user else None
        self._listener: socket.socket | None = None
        self._serving: set[asyncio.Task] = set()
        self._connections: set[asyncio.StreamWriter] = set()
        self._viewers: set[Viewer] = set()
        self._viewers_total = 0
        self._frozen = False

    @property
    def port(self) -> int:
        """The port that was bound, also when any free one was asked for."""
        return self._port

    def listen(self) -> None:
        """Accepts connections, again on the port of the first time."""
        if self._listener is None:
            self._listener = socket.create_server((self._host, self._port), backlog=100)
            self._listener.setblocking(False)
            self._port = self._listener.getsockname()[1]
            self._accepting = asyncio.get_running_loop().create_task(self._accept(self._listener))

    def drop(self) -> None:
        """Refuses new connections and closes those that are open."""
        if self._listener is not None:
            self._accepting.cancel()
            self._listener.close()
            self._listener = None
        for writer in list(self._connections):
            writer.transport.abort()

    def behave(self, behaviour: str) -> None:
        """Changes what viewers get from the next frame on."""
        self._behaviour = behaviour

    def freeze(self) -> None:
        """Sends no more frames over connections that stay open."""
        self._frozen = True

    def thaw(self) -> None:
        """Sends frames again."""
        self._frozen = False

    def stats(self) -> dict:
        """Open connections, viewers now, and viewers since the start; names as those of the RTSP camera."""
        viewers = len(self._viewers)
        return {"connections": len(self._connections), "sessions": viewers, "sessions_total": self._viewers_total, "playing": viewers}

    async def play(self) -> None:
        """Sends each frame when the wall clock says that it is captured (see `picture_clock.py`)."""
        number = int(time.time() * self._fps) + 1
        while True:
            await asyncio.sleep(max(number / self._fps - time.time(), 0))
            if not self._frozen:
                jpeg = self._jpegs[number % len(self._jpegs)]
                for viewer in self._viewers:
                    viewer.send(jpeg, self._behaviour)
            number += 1

    async def _accept(self, listener: socket.socket) -> None:
        while True:
            connection, _ = await asyncio.get_running_loop().sock_accept(listener)
            reader, writer = await asyncio.open_connection(sock=connection)
            task = asyncio.create_task(self._serve(reader, writer))
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), timeout=10)
            if self._answer(head[:_HEAD_LIMIT].decode("latin-1"), writer):
                await self._show(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ConnectionError):
            # The viewer went, or never was one: nothing to do but to close.
            return
        finally:
            self._connections.discard(writer)
            writer.close()

    def _answer(self, head: str, writer: asyncio.StreamWriter) -> bool:
        """Writes the head of the answer; False if no stream follows."""
        request, *lines = head.split("\r\n")
        method, target, _ = (request + "  ").split(" ", 2)
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if self._credentials and not self._credentials.accept(method, fields.get("authorization")):
            _write_head(writer, "401 Unauthorized", f"WWW-Authenticate: {self._credentials.challenge()}", "Content-Length: 0")
            return False
        if target.partition("?")[0] not in self._paths:
            _write_head(writer, "404 Not Found", "Content-Length: 0")
            return False
        _write_head(writer, "200 OK", f"Content-Type: multipart/x-mixed-replace; boundary={_BOUNDARY}", "Cache-Control: no-store")
        return method == "GET"

    async def _show(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        viewer = Viewer(writer)
        self._viewers.add(viewer)
        self._viewers_total += 1
        try:
            while await reader.read(_HEAD_LIMIT):
                # What a viewer says after its request means nothing; only the end matters.
                continue
        finally:
            self._viewers.discard(viewer)


def _part_head(length: int | None) -> bytes:
    size = "" if length is None else f"Content-Length: {length}\r\n"
    return f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\n{size}\r\n".encode()


def _write_head(writer: asyncio.StreamWriter, status: str, *fields: str) -> None:
    writer.write("\r\n".join([f"HTTP/1.1 {status}", "Server: simulated-camera", "Connection: close", *fields, "", ""]).encode())


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quality", type=int, default=5, help="FFmpeg's scale, 2 (best) to 31")
    parser.add_argument("--behaviour", choices=BEHAVIOURS, default="normal", help="what viewers get until a command changes it")
    camera_options.add_to(parser, width=640, height=480)
    return parser.parse_args()


async def run(options: argparse.Namespace) -> None:
    """Serves the camera until stdin ends or a signal comes."""
    picture = camera_options.picture_of(options)
    camera = MjpegCamera(options, footage.load_jpegs(picture, options.quality))
    camera.listen()
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    playing = loop.create_task(camera.play())
    commands = {"freeze": camera.freeze, "thaw": camera.thaw, "drop": camera.drop, "return": camera.listen, "stats": camera.stats}
    commands |= {name: lambda name=name: camera.behave(name) for name in BEHAVIOURS}
    camera_protocol.serve_commands(commands, loop.call_soon_threadsafe, stopped.set)
    urls = [f"http://{options.host}:{camera.port}{path}" for path in camera_options.mount_paths(options)]
    camera_protocol.announce("ready", url=urls[0], urls=urls, port=camera.port, loop_seconds=picture.loop_seconds)
    await asyncio.wait([playing, loop.create_task(stopped.wait())], return_when=asyncio.FIRST_COMPLETED)
    camera.drop()
    playing.cancel()


if __name__ == "__main__":
    asyncio.run(run(parse_options()))
