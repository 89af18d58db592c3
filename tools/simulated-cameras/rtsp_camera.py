#!/usr/bin/python3
"""A simulated RTSP camera: GStreamer's RTSP server playing a loop of footage that was encoded once.

The wall clock decides which frame is due, so every viewer sees the same picture at the same time and each picture tells when
it was captured (`picture_clock.py`). Nothing is encoded while the camera runs: it costs about a hundredth of a core.

Debian packages: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good ffmpeg.
"""

import argparse
import threading
import time
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

import camera_options  # noqa: E402
import camera_protocol  # noqa: E402
import codec_data  # noqa: E402
import footage  # noqa: E402

_SECOND = 1_000_000_000
_ROLE = "viewer"


class LoopedTrack:
    """Media units that follow each other at equal distances and begin again at the end of the loop."""

    def __init__(
        self, name: str, caps: str, payloader: str, units: list[bytes], keyframes: list[bool], units_per_second: tuple[int, int]
    ):
        self.name = name
        self.launch = f"appsrc name={name} is-live=true format=time max-buffers=1000 leaky-type=downstream caps=\"{caps}\" ! {payloader}"
        self.keyframes = keyframes
        self._units = [GLib.Bytes.new(unit) for unit in units]
        self._numerator, self._denominator = units_per_second

    def number_at(self, wall_ns: int) -> int:
        """The running number, since the epoch, of the unit captured last."""
        return wall_ns * self._numerator // (self._denominator * _SECOND)

    def capture_time(self, number: int) -> int:
        """When a unit is captured, in nanoseconds of the wall clock."""
        return -(-number * self._denominator * _SECOND // self._numerator)

    def index(self, number: int) -> int:
        """Place in the loop."""
        return number % len(self._units)

    def buffer(self, number: int, timestamp: int) -> Gst.Buffer:
        """A buffer that shares the unit's bytes."""
        buffer = Gst.Buffer.new_wrapped_bytes(self._units[self.index(number)])
        buffer.pts = buffer.dts = timestamp
        buffer.duration = self.capture_time(number + 1) - self.capture_time(number)
        return buffer


class Shutter(threading.Thread):
    """Hands each unit of a track, when it is due, to every media that plays; one thread per track."""

    def __init__(self, track: LoopedTrack):
        super().__init__(name=f"shutter {track.name}", daemon=True)
        self._track = track
        self._sources: set[Gst.Element] = set()
        self._lock = threading.Lock()
        self._wall_minus_monotonic = time.time_ns() - time.monotonic_ns()
        self._open = True
        self._awaits_keyframe = False

    def add(self, source: Gst.Element) -> None:
        """Begins to feed a media's source."""
        with self._lock:
            self._sources.add(source)

    def remove(self, source: Gst.Element) -> None:
        """Ends feeding a media's source."""
        with self._lock:
            self._sources.discard(source)

    def freeze(self) -> None:
        """Sends nothing more; connections stay."""
        self._open = False

    def thaw(self) -> None:
        """Goes on with the next keyframe."""
        self._awaits_keyframe = True
        self._open = True

    def run(self) -> None:
        """Waits for one unit after the other, for ever."""
        number = self._track.number_at(time.monotonic_ns() + self._wall_minus_monotonic) + 1
        while True:
            due = self._track.capture_time(number) - self._wall_minus_monotonic
            time.sleep(max(due - time.monotonic_ns(), 0) / _SECOND)
            if self._open and self._may_follow(number):
                self._push(number, due)
            number += 1

    def _may_follow(self, number: int) -> bool:
        if self._awaits_keyframe and self._track.keyframes[self._track.index(number)]:
            self._awaits_keyframe = False
        return not self._awaits_keyframe

    def _push(self, number: int, due: int) -> None:
        with self._lock:
            sources = list(self._sources)
        for source in sources:
            # Before it plays, a media could not say when the unit was captured. GStreamer sets the clock first and the base time after it:
            # a unit sent between the two would be due after the machine's whole uptime, and hold up all that follow.
            base = source.get_base_time() if source.get_clock() else 0
            if 0 < base <= due:
                source.emit("push-buffer", self._track.buffer(number, due - base))


class RtspCamera:
    """One RTSP server with one mount point per camera."""

    def __init__(self, options: argparse.Namespace, tracks: list[LoopedTrack]):
        self._shutters = {track.name: Shutter(track) for track in tracks}
        self._clients: set[GstRtspServer.RTSPClient] = set()
        self._sessions_total = 0
        self._server = GstRtspServer.RTSPServer.new()
        self._server.set_address(options.host)
        self._server.set_service(str(options.port))
        # A thread per connection: by default one thread answers all, and a camera that is frozen would hold up the others.
        self._server.get_thread_pool().set_max_threads(-1)
        self._server.connect("client-connected", self._on_client)
        self._listening: int | None = None
        if options.user:
            self._server.set_auth(_authentication(options))
        for path in camera_options.mount_paths(options):
            self._server.get_mount_points().add_factory(path, self._factory(tracks, protected=bool(options.user)))
        for shutter in self._shutters.values():
            shutter.start()

    @property
    def port(self) -> int:
        """The port that was bound, also when any free one was asked for."""
        return self._server.get_bound_port()

    def listen(self) -> None:
        """Accepts connections, again on the port of the first time."""
        if self._listening is None:
            self._listening = self._server.attach(None)
            if not self._listening:
                raise OSError(f"cannot listen on {self._server.get_address()}:{self._server.get_service()}")
            self._server.set_service(str(self.port))

    def drop(self) -> None:
        """Refuses new connections and closes those that are open."""
        if self._listening is not None:
            GLib.Source.remove(self._listening)
            self._listening = None
        for client in list(self._clients):
            client.close()

    def freeze(self) -> None:
        """Sends no more media over connections that stay open."""
        for shutter in self._shutters.values():
            shutter.freeze()

    def thaw(self) -> None:
        """Sends media again."""
        for shutter in self._shutters.values():
            shutter.thaw()

    def stats(self) -> dict:
        """Open connections, RTSP sessions now and since the start, and sessions that play."""
        states: list[GstRtsp.RTSPState] = []
        for client in list(self._clients):
            client.session_filter(lambda _, session: _collect_states(session, states))
        return {
            "connections": len(self._clients),
            "sessions": len(states),
            "sessions_total": self._sessions_total,
            "playing": states.count(GstRtsp.RTSPState.PLAYING),
        }

    def _factory(self, tracks: list[LoopedTrack], protected: bool) -> GstRtspServer.RTSPMediaFactory:
        factory = GstRtspServer.RTSPMediaFactory.new()
        branches = [f"{track.launch} name=pay{number} pt={96 + number}" for number, track in enumerate(tracks)]
        factory.set_launch(f"( {' '.join(branches)} )")
        # One pipeline for all viewers blocks as soon as one takes the picture without the sound, and a viewer who comes as the last one
        # leaves may get one that is being taken down.
        factory.set_shared(False)
        factory.connect("media-configure", self._on_media)
        if protected:
            permissions = GstRtspServer.RTSPPermissions.new()
            for permission in ("media.factory.access", "media.factory.construct"):
                permissions.add_permission_for_role(_ROLE, permission, True)
            factory.set_permissions(permissions)
        return factory

    def _on_media(self, _factory: GstRtspServer.RTSPMediaFactory, media: GstRtspServer.RTSPMedia) -> None:
        for name, shutter in self._shutters.items():
            source = media.get_element().get_by_name(name)
            shutter.add(source)
            media.connect("unprepared", lambda _, shutter=shutter, source=source: shutter.remove(source))

    def _on_client(self, _server: GstRtspServer.RTSPServer, client: GstRtspServer.RTSPClient) -> None:
        self._clients.add(client)
        client.connect("closed", lambda closed: self._clients.discard(closed))
        client.connect("new-session", self._on_session)

    def _on_session(self, _client: GstRtspServer.RTSPClient, _session: GstRtspServer.RTSPSession) -> None:
        self._sessions_total += 1


def _collect_states(session: GstRtspServer.RTSPSession, states: list) -> GstRtspServer.RTSPFilterResult:
    def collect(_: GstRtspServer.RTSPSession, media: GstRtspServer.RTSPSessionMedia) -> GstRtspServer.RTSPFilterResult:
        states.append(media.get_rtsp_state())
        return GstRtspServer.RTSPFilterResult.KEEP

    session.filter(collect)
    return GstRtspServer.RTSPFilterResult.KEEP


def _authentication(options: argparse.Namespace) -> GstRtspServer.RTSPAuth:
    auth = GstRtspServer.RTSPAuth.new()
    token = GstRtspServer.RTSPToken.new()
    token.set_string("media.factory.role", _ROLE)
    if options.auth == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(options.user, options.password, token)
    else:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(options.user, options.password), token)
    return auth


def video_track(picture: footage.Picture, video: footage.VideoTrack, conversion: str = "") -> LoopedTrack:
    """Access units with length prefixes, the form in which the SDP's parameter sets come with the caps.

    `conversion` is a part of a pipeline that ends in `!` and makes another stream of the same codec of them.
    """
    media, stream_format, configuration, payloader = {
        "h264": ("video/x-h264", "avc", codec_data.avc_configuration, "rtph264pay"),
        "h265": ("video/x-h265", "hvc1", codec_data.hevc_configuration, "rtph265pay"),
    }[video.codec]
    size = f"width={picture.width},height={picture.height},framerate={picture.fps}/1"
    caps = f"{media},stream-format={stream_format},alignment=au,{size},codec_data=(buffer){configuration(video).hex()}"
    units = [b"".join(len(unit).to_bytes(4, "big") + unit for unit in units) for units in video.access_units]
    return LoopedTrack("video", caps, conversion + payloader, units, video.keyframes, (picture.fps, 1))


def audio_track(audio: footage.AudioTrack) -> LoopedTrack:
    """G.711 or AAC packets."""
    configuration = codec_data.aac_configuration(audio.rate).hex()
    media, payloader = {
        "pcmu": ("audio/x-mulaw", "rtppcmupay"),
        "pcma": ("audio/x-alaw", "rtppcmapay"),
        "aac": (f"audio/mpeg,mpegversion=4,stream-format=raw,codec_data=(buffer){configuration}", "rtpmp4gpay"),
    }[audio.codec]
    caps = f"{media},rate={audio.rate},channels=1"
    keyframes = [True] * len(audio.packets)
    return LoopedTrack("audio", caps, payloader, audio.packets, keyframes, (audio.rate, audio.packet_samples))


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codec", choices=["h264", "h265", "none"], default="h264", help="none: sound only")
    parser.add_argument("--audio", choices=["none", "pcmu", "pcma", "aac"], default="none")
    parser.add_argument("--bitrate", type=int, default=2000, help="kbit/s")
    parser.add_argument("--keyframe-seconds", type=float, default=1)
    parser.add_argument("--slices", type=int, default=1, help="slices per frame")
    parser.add_argument("--dump-reference", type=Path, metavar="FILE", help="write one loop of the video as Annex B, and end")
    camera_options.add_to(parser, width=1280, height=720)
    return parser.parse_args()


def main() -> None:
    """Serves the camera until stdin ends or a signal comes."""
    options = parse_options()
    picture = camera_options.picture_of(options)
    tracks = []
    if options.codec != "none":
        video = footage.load_video(picture, options.codec, options.bitrate, options.keyframe_seconds, options.slices)
        if options.dump_reference:
            options.dump_reference.write_bytes(video.annex_b())
            return
        tracks.append(video_track(picture, video))
    if options.audio != "none":
        tracks.append(audio_track(footage.load_audio(options.audio, picture.loop_seconds)))

    Gst.init(None)
    loop = GLib.MainLoop()
    camera = RtspCamera(options, tracks)
    camera.listen()
    commands = {"freeze": camera.freeze, "thaw": camera.thaw, "drop": camera.drop, "return": camera.listen, "stats": camera.stats}
    camera_protocol.serve_commands(commands, GLib.idle_add, loop.quit)
    urls = [f"rtsp://{options.host}:{camera.port}{path}" for path in camera_options.mount_paths(options)]
    camera_protocol.announce("ready", url=urls[0], urls=urls, port=camera.port, loop_seconds=picture.loop_seconds)
    loop.run()


if __name__ == "__main__":
    main()
