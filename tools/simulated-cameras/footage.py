"""What simulated cameras show: moving pictures and sound, encoded once by FFmpeg, cached on disk and looped for ever."""

import fcntl
import hashlib
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import picture_clock
import scenes

AAC_RATE = 16000
AAC_FRAME_SAMPLES = 1024
G711_RATE = 8000
G711_PACKET_BYTES = 160
LOOP_SECONDS_STEP = 8
"""Loops last a multiple of this, so that whole AAC frames fill them: 8 s at 16 kHz are 125 frames."""

PEOPLE = Path(__file__).parent / "people.mp4"
"""Real people, 16 seconds at 10 frames a second; where they are from is in people.md."""

PATTERNS = {
    "test": "testsrc2=size={width}x{height}:rate={fps}",
    "bars": "smptehdbars=size={width}x{height}:rate={fps},scroll=horizontal=0.01",
    "visitor": "color=0x606060:size={width}x{height}:rate={fps}[yard];color=white:size=40x80:rate={fps}[visitor];"
    "[yard][visitor]overlay=x='(t-8)*60':y='main_h-100':enable='between(t,8,12)'",
    "people": f"movie='{PEOPLE}':loop=0,setpts=N/(10*TB),fps={{fps}},scale={{width}}:{{height}}",
    "life": "life=size={width}x{height}:rate={fps}:mold=10:ratio=0.2:death_color=#406080:life_color=#e0ffd0",
}


@dataclass(frozen=True)
class Picture:
    """Size, rate and motif of a camera's picture."""

    width: int
    height: int
    fps: int
    loop_seconds: int
    pattern: str

    @property
    def frames(self) -> int:
        """How many frames one loop has."""
        return self.fps * self.loop_seconds

    def lavfi(self) -> str:
        """FFmpeg's description of the loop: the motif, sensor noise so that the bit rate is used, and the clock."""
        if self.pattern in scenes.SCENES:
            scene = scenes.filter_graph(self.pattern, self.width, self.height, self.fps, cache_folder())
            return f"{scene},format=yuv420p,noise=c0s=4:c0f=t"
        source = PATTERNS[self.pattern].format(width=self.width, height=self.height, fps=self.fps)
        clock = picture_clock.drawing_filter(self.width, self.height, self.fps)
        return f"{source},format=yuv420p,noise=c0s=6:c0f=t,{clock}"


@dataclass(frozen=True)
class VideoTrack:
    """One access unit per frame, each a list of NAL units without start codes, parameter sets in every keyframe."""

    codec: str
    access_units: list[list[bytes]]
    keyframes: list[bool]

    @property
    def parameter_sets(self) -> list[bytes]:
        """The VPS (H.265 only), SPS and PPS of the first keyframe."""
        kinds = (7, 8) if self.codec == "h264" else (32, 33, 34)
        return [unit for unit in self.access_units[0] if nal_type(self.codec, unit) in kinds]

    def annex_b(self) -> bytes:
        """One loop as an Annex B elementary stream with four-byte start codes."""
        return b"".join(b"\0\0\0\1" + unit for units in self.access_units for unit in units)


@dataclass(frozen=True)
class AudioTrack:
    """Packets of equal duration that fill one loop; a beep of 100 ms starts at every full second."""

    codec: str
    rate: int
    packet_samples: int
    packets: list[bytes]


def nal_type(codec: str, unit: bytes) -> int:
    """The type of a NAL unit: H.264 7.4.1, H.265 7.4.2.2."""
    return unit[0] & 0x1F if codec == "h264" else (unit[0] >> 1) & 0x3F


def load_video(picture: Picture, codec: str, bitrate_kbit: int, keyframe_seconds: float, slices: int) -> VideoTrack:
    """The picture as H.264 or H.265, as a camera encodes it: no B-frames, fixed keyframe distance, constant bit rate."""
    distance = round(keyframe_seconds * picture.fps)
    if distance < 1 or picture.frames % distance:
        raise ValueError(f"a loop of {picture.frames} frames is no whole number of keyframe distances of {distance} frames")
    shared = f"keyint={distance}:min-keyint={distance}:scenecut=0:bframes=0:slices={slices}:open-gop=0"
    encoder = {
        "h264": ["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-x264-params", shared],
        "h265": ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", shared + ":repeat-headers=1:log-level=error"],
    }[codec]
    rate = ["-b:v", f"{bitrate_kbit}k", "-maxrate", f"{bitrate_kbit}k", "-bufsize", f"{bitrate_kbit}k"]
    container = {"h264": "h264", "h265": "hevc"}[codec]
    stream = _encoded_once(["-f", "lavfi", "-i", picture.lavfi(), "-frames:v", str(picture.frames), *encoder, *rate, "-f", container])
    return _split_video(codec, stream)


def load_jpegs(picture: Picture, quality: int) -> list[bytes]:
    """The picture as JPEGs; `quality` is FFmpeg's scale, 2 (best) to 31."""
    lavfi = picture.lavfi() + ",scale=out_range=full,format=yuvj420p"
    encoder = ["-c:v", "mjpeg", "-q:v", str(quality), "-f", "mpjpeg"]
    stream = _encoded_once(["-f", "lavfi", "-i", lavfi, "-frames:v", str(picture.frames), *encoder])
    jpegs, position = [], 0
    header = re.compile(rb"Content-length: (\d+)\r\n\r\n", re.IGNORECASE)
    while match := header.search(stream, position):
        position = match.end() + int(match[1])
        jpegs.append(stream[match.end():position])
    return jpegs


def load_audio(codec: str, loop_seconds: int) -> AudioTrack:
    """Sound as `pcmu`, `pcma` or `aac`."""
    if codec == "aac":
        return _load_aac(loop_seconds)
    source = _beeps(G711_RATE, loop_seconds)
    format_name = {"pcmu": "mulaw", "pcma": "alaw"}[codec]
    stream = _encoded_once(["-f", "lavfi", "-i", source, "-f", format_name])
    packets = [stream[start:start + G711_PACKET_BYTES] for start in range(0, len(stream), G711_PACKET_BYTES)]
    return AudioTrack(codec, G711_RATE, G711_PACKET_BYTES, packets)


def _load_aac(loop_seconds: int) -> AudioTrack:
    """Two loops are encoded and the second is taken: it follows on itself without a click.

    FFmpeg's encoder begins with one frame of priming, so frame `i + 1` holds the samples of frame `i`.
    """
    stream = _encoded_once(["-f", "lavfi", "-i", _beeps(AAC_RATE, 2 * loop_seconds + 1), "-c:a", "aac", "-b:a", "32k", "-f", "adts"])
    packets, position = [], 0
    while position < len(stream):
        length = (stream[position + 3] & 3) << 11 | stream[position + 4] << 3 | stream[position + 5] >> 5
        packets.append(stream[position + 7:position + length])
        position += length
    count = loop_seconds * AAC_RATE // AAC_FRAME_SAMPLES
    return AudioTrack("aac", AAC_RATE, AAC_FRAME_SAMPLES, packets[count + 1:2 * count + 1])


def _beeps(rate: int, seconds: int) -> str:
    return f"aevalsrc='0.5*sin(2*PI*880*t)*lt(mod(t\\,1)\\,0.1)':sample_rate={rate}:duration={seconds}"


def _split_video(codec: str, stream: bytes) -> VideoTrack:
    units = [unit.rstrip(b"\0") for unit in stream.split(b"\0\0\1")[1:]]
    access_units: list[list[bytes]] = []
    has_slice = True
    for unit in units:
        if has_slice and _starts_access_unit(codec, unit):
            access_units.append([])
            has_slice = False
        access_units[-1].append(unit)
        has_slice |= _is_slice(codec, unit)
    keyframes = [any(_is_keyframe_slice(codec, unit) for unit in group) for group in access_units]
    return VideoTrack(codec, access_units, keyframes)


def _starts_access_unit(codec: str, unit: bytes) -> bool:
    """A new picture begins at the first unit that is no slice, or at the slice that covers the first macroblock."""
    if not _is_slice(codec, unit):
        return True
    return bool(unit[1 if codec == "h264" else 2] & 0x80)


def _is_slice(codec: str, unit: bytes) -> bool:
    kind = nal_type(codec, unit)
    return 1 <= kind <= 5 if codec == "h264" else kind < 32


def _is_keyframe_slice(codec: str, unit: bytes) -> bool:
    kind = nal_type(codec, unit)
    return kind == 5 if codec == "h264" else 16 <= kind <= 23


def _encoded_once(arguments: list[str]) -> bytes:
    """Runs FFmpeg unless an earlier run of any camera left the result in the cache; a lock makes others wait for it."""
    folder = cache_folder()
    target = folder / hashlib.sha256("\0".join(arguments).encode()).hexdigest()[:32]
    with open(folder / f"{target.name}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            partial = folder / f"{target.name}.partial"
            subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments, str(partial)], check=True)
            partial.rename(target)
    return target.read_bytes()


def cache_folder() -> Path:
    """Where pictures and encoded loops are kept from run to run."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "falcon-eye" / "simulated-cameras"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
