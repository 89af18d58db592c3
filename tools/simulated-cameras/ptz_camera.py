#!/usr/bin/python3
"""A simulated ONVIF camera that turns: its picture is a part of a wide scene, and moves on command.

ONVIF (device, media and PTZ services) is served over HTTP, the picture over RTSP, encoded while it has a viewer. There is no password.

Debian packages: those of `rtsp_camera.py`, gstreamer1.0-plugins-ugly and gstreamer1.0-libav.
"""

import argparse
import re
import threading
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

import camera_protocol  # noqa: E402
import footage  # noqa: E402
import rtsp_camera  # noqa: E402
import scenes  # noqa: E402

WIDTH, HEIGHT = 960, 540
SCENE_WIDTH, SCENE_HEIGHT = 1920, 1080
MAXIMUM_ZOOM = 4
TICK_SECONDS = 0.05
PAN_SECONDS = 6
"""How long the camera takes from one end to the other at full speed."""
REQUEST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Position:
    """Where the camera looks: `pan` and `tilt` from 0 (left, top) to 1, `zoom` as a factor from 1."""

    pan: float = 0.5
    tilt: float = 0.5
    zoom: float = 1.6


class Head:
    """The part that turns. Positions change while it moves; a movement ends by itself after its time-out."""

    def __init__(self) -> None:
        self.position = Position()
        self.presets = {"1": ("Left corner", Position(0.1, 0.5, 2)), "2": ("Right corner", Position(0.9, 0.5, 2))}
        self._velocity = (0.0, 0.0, 0.0)
        self._moves_until = 0.0

    def move(self, pan: float, tilt: float, zoom: float, seconds: float) -> None:
        """Begins to move with speeds from -1 to 1; up is positive."""
        self._velocity = (pan, tilt, zoom)
        self._moves_until = time.monotonic() + seconds

    def stop(self) -> None:
        """Ends the movement."""
        self._moves_until = 0

    def go_to(self, position: Position) -> None:
        """Looks there at once."""
        self.stop()
        self.position = position

    def tick(self) -> None:
        """Goes on with the movement for one tick."""
        if time.monotonic() >= self._moves_until:
            return
        pan, tilt, zoom = (speed * TICK_SECONDS / PAN_SECONDS for speed in self._velocity)
        now = self.position
        self.position = Position(_within(now.pan + pan, 0, 1), _within(now.tilt - tilt, 0, 1), _within(now.zoom * (1 + 4 * zoom), 1, MAXIMUM_ZOOM))

    def crop(self) -> dict[str, int]:
        """What the picture leaves out of the scene on each side, in pixels of the scene."""
        width, height = (round(side / self.position.zoom / 4) * 4 for side in (SCENE_WIDTH, SCENE_HEIGHT))
        left, top = round(self.position.pan * (SCENE_WIDTH - width)), round(self.position.tilt * (SCENE_HEIGHT - height))
        return {"left": left, "right": SCENE_WIDTH - width - left, "top": top, "bottom": SCENE_HEIGHT - height - top}


def _within(value: float, lowest: float, highest: float) -> float:
    return min(max(value, lowest), highest)


class View(rtsp_camera.RtspCamera):
    """The RTSP server: a pipeline for each viewer, which cuts the picture out of the scene where the head looks."""

    def __init__(self, options: argparse.Namespace, head: Head):
        self._head = head
        self._crops: set[Gst.Element] = set()
        scene = footage.Picture(SCENE_WIDTH, SCENE_HEIGHT, options.fps, scenes.LOOP_SECONDS, "street")
        video = footage.load_video(scene, "h264", bitrate_kbit=3000, keyframe_seconds=1, slices=1)
        cut = (
            f"avdec_h264 ! videocrop name=crop ! videoscale ! video/x-raw,width={WIDTH},height={HEIGHT},pixel-aspect-ratio=1/1 "
            f"! x264enc tune=zerolatency speed-preset=ultrafast bitrate=2000 key-int-max={options.fps} ! h264parse config-interval=1 ! "
        )
        super().__init__(options, [rtsp_camera.video_track(scene, video, cut)])
        GLib.timeout_add(int(TICK_SECONDS * 1000), self._tick)

    def _on_media(self, factory: GstRtspServer.RTSPMediaFactory, media: GstRtspServer.RTSPMedia) -> None:
        super()._on_media(factory, media)
        crop = media.get_element().get_by_name("crop")
        self._crops.add(crop)
        self._aim(crop)
        media.connect("unprepared", lambda _: self._crops.discard(crop))

    def _tick(self) -> bool:
        self._head.tick()
        for crop in list(self._crops):
            self._aim(crop)
        return True

    def _aim(self, crop: Gst.Element) -> None:
        for side, pixels in self._head.crop().items():
            if crop.get_property(side) != pixels:
                crop.set_property(side, pixels)


class Onvif:
    """Answers to ONVIF's operations, by their local names."""

    def __init__(self, head: Head, stream: str):
        self._head = head
        self._stream = stream

    def answer(self, base: str, request: ElementTree.Element) -> str | None:
        """The content of the answer's body; None for an operation that the camera does not have."""
        operation = _local(request)
        answers = {
            "GetSystemDateAndTime": self._time,
            "GetDeviceInformation": lambda _: "<tds:Manufacturer>FalconEye</tds:Manufacturer><tds:Model>Simulated PTZ</tds:Model><tds:FirmwareVersion>1</tds:FirmwareVersion><tds:SerialNumber>1</tds:SerialNumber>",
            "GetServices": lambda _: _services(base),
            "GetProfiles": lambda _: _profile(),
            "GetStreamUri": lambda _: f"<tr2:Uri>{self._stream}</tr2:Uri>",
            "ContinuousMove": self._move,
            "Stop": lambda _: self._head.stop(),
            "GetPresets": self._presets,
            "SetPreset": self._set_preset,
            "RemovePreset": self._remove_preset,
            "GotoPreset": self._go_to_preset,
            "GotoHomePosition": lambda _: self._head.go_to(Position()),
        }
        if operation not in answers:
            return None
        prefix = "tr2" if "ver20/media" in request.tag else "tptz" if "ptz" in request.tag else "tds"
        return f"<{prefix}:{operation}Response>{answers[operation](request) or ''}</{prefix}:{operation}Response>"

    def _time(self, _: ElementTree.Element) -> str:
        now = time.gmtime()
        clock = f"<tt:Time><tt:Hour>{now.tm_hour}</tt:Hour><tt:Minute>{now.tm_min}</tt:Minute><tt:Second>{now.tm_sec}</tt:Second></tt:Time>"
        date = f"<tt:Date><tt:Year>{now.tm_year}</tt:Year><tt:Month>{now.tm_mon}</tt:Month><tt:Day>{now.tm_mday}</tt:Day></tt:Date>"
        return f"<tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime>{clock}{date}</tt:UTCDateTime></tds:SystemDateAndTime>"

    def _move(self, request: ElementTree.Element) -> None:
        velocity = {_local(element): element for element in request.iter()}
        pan_tilt, zoom = velocity.get("PanTilt"), velocity.get("Zoom")
        seconds = re.fullmatch(r"PT([\d.]+)S", _text(request, "Timeout"))
        self._head.move(
            float(pan_tilt.get("x", "0")) if pan_tilt is not None else 0,
            float(pan_tilt.get("y", "0")) if pan_tilt is not None else 0,
            float(zoom.get("x", "0")) if zoom is not None else 0,
            float(seconds[1]) if seconds else 10,
        )

    def _presets(self, _: ElementTree.Element) -> str:
        return "".join(f'<tptz:Preset token="{token}"><tt:Name>{escape(name)}</tt:Name></tptz:Preset>' for token, (name, _) in self._head.presets.items())

    def _set_preset(self, request: ElementTree.Element) -> str:
        token = str(max(map(int, self._head.presets), default=0) + 1)
        self._head.presets[token] = (_text(request, "PresetName") or token, self._head.position)
        return f"<tptz:PresetToken>{token}</tptz:PresetToken>"

    def _remove_preset(self, request: ElementTree.Element) -> None:
        self._head.presets.pop(_text(request, "PresetToken"), None)

    def _go_to_preset(self, request: ElementTree.Element) -> None:
        _, position = self._head.presets.get(_text(request, "PresetToken"), ("", self._head.position))
        self._head.go_to(position)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(request: ElementTree.Element, name: str) -> str:
    return next((element.text or "" for element in request.iter() if _local(element) == name), "")


def _services(base: str) -> str:
    services = {"ver10/device": "device_service", "ver20/media": "media2_service", "ver20/ptz": "ptz_service"}
    return "".join(
        f"<tds:Service><tds:Namespace>http://www.onvif.org/{name}/wsdl</tds:Namespace><tds:XAddr>{base}/onvif/{path}</tds:XAddr></tds:Service>"
        for name, path in services.items()
    )


def _profile() -> str:
    encoder = f"<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{WIDTH}</tt:Width><tt:Height>{HEIGHT}</tt:Height></tt:Resolution>"
    return (
        '<tr2:Profiles fixed="true" token="main"><tr2:Name>main</tr2:Name><tr2:Configurations><tr2:VideoSource token="v"><tt:SourceToken>sensor</tt:SourceToken></tr2:VideoSource>'
        f'<tr2:VideoEncoder token="e"><tt:Name>encoder</tt:Name>{encoder}</tr2:VideoEncoder><tr2:PTZ token="ptz"/></tr2:Configurations></tr2:Profiles>'
    )


_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema" '
    'xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tr2="http://www.onvif.org/ver20/media/wsdl" xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl" '
    'xmlns:ter="http://www.onvif.org/ver10/error"><s:Body>{body}</s:Body></s:Envelope>'
)
_UNKNOWN = (
    "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:ActionNotSupported</s:Value></s:Subcode></s:Code>"
    '<s:Reason><s:Text xml:lang="en">This camera does not have the operation.</s:Text></s:Reason></s:Fault>'
)


def _serve(onvif: Onvif, host: str, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                length = min(int(self.headers.get("Content-Length", "0")), REQUEST_BYTES)
                envelope = ElementTree.fromstring(self.rfile.read(length))
                body = next(element for element in envelope if _local(element) == "Body")
                answer = onvif.answer(f"http://{self.headers['Host']}", body[0])
            except (ElementTree.ParseError, StopIteration, IndexError, ValueError):
                answer = None
            content = _ENVELOPE.replace("{body}", answer or _UNKNOWN).encode()
            self.send_response(200 if answer else 400)
            self.send_header("Content-Type", "application/soap+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Requests are not logged."""

    server = ThreadingHTTPServer((host, port), Handler)
    threading.Thread(target=server.serve_forever, name="onvif", daemon=True).start()
    return server


def main() -> None:
    """Serves the camera until stdin ends or a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="of RTSP; 0 takes a free one")
    parser.add_argument("--onvif-port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--fps", type=int, default=10)
    parser.set_defaults(path="/view", cameras=1, user=None)
    options = parser.parse_args()
    Gst.init(None)
    loop = GLib.MainLoop()
    head = Head()
    view = View(options, head)
    view.listen()
    onvif = Onvif(head, f"rtsp://{options.host}:{view.port}{options.path}")
    server = _serve(onvif, options.host, options.onvif_port)
    commands = {"stats": lambda: {"pan": head.position.pan, "tilt": head.position.tilt, "zoom": head.position.zoom}}
    camera_protocol.serve_commands(commands, GLib.idle_add, loop.quit)
    url = f"onvif://{options.host}:{server.server_port}/onvif/device_service"
    camera_protocol.announce("ready", url=url, port=server.server_port, rtsp_port=view.port)
    loop.run()


if __name__ == "__main__":
    main()
