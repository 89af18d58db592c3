"""The options that all simulated cameras have."""

import argparse

import footage
import scenes


def add_to(parser: argparse.ArgumentParser, width: int, height: int) -> None:
    """Adds where the camera listens, what it shows and to whom; with the size that is usual for its kind."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--path", default="/stream")
    parser.add_argument("--cameras", type=int, default=1, help="serve PATH/1 to PATH/N from one process")
    parser.add_argument("--width", type=int, default=width)
    parser.add_argument("--height", type=int, default=height)
    parser.add_argument("--fps", type=int, default=15)
    parser.add_argument("--pattern", choices=[*footage.PATTERNS, *scenes.SCENES], default="test")
    step = footage.LOOP_SECONDS_STEP
    parser.add_argument("--loop-seconds", type=int, default=step, help=f"a multiple of {step} up to 64, or without AAC {scenes.LOOP_SECONDS}")
    parser.add_argument("--user", help="asks for a password")
    parser.add_argument("--password", default="")
    parser.add_argument("--auth", choices=["basic", "digest"], default="digest")


def picture_of(options: argparse.Namespace) -> footage.Picture:
    """The picture that the command line describes."""
    whole = options.loop_seconds in range(footage.LOOP_SECONDS_STEP, 65, footage.LOOP_SECONDS_STEP)
    scene = options.loop_seconds == scenes.LOOP_SECONDS and getattr(options, "audio", "none") != "aac"
    if not whole and not scene:
        raise SystemExit(f"--loop-seconds {options.loop_seconds} is neither a multiple of {footage.LOOP_SECONDS_STEP} up to 64 nor, without AAC, {scenes.LOOP_SECONDS}")
    return footage.Picture(options.width, options.height, options.fps, options.loop_seconds, options.pattern)


def mount_paths(options: argparse.Namespace) -> list[str]:
    """The given path, or with several cameras the path followed by /1, /2, /3 ..."""
    return [options.path] if options.cameras == 1 else [f"{options.path}/{number}" for number in range(1, options.cameras + 1)]
