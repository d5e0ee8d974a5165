"""The Simplified Chinese faces that screens and tickets draw with.

Noto Sans CJK comes as one collection (.ttc) whose first face is the Japanese one, and Kivy cannot pick another: it
would draw 直 and 骨 in Japanese forms. Set-up therefore takes the "sc" faces out of it into `<var>/fonts/`, once;
`python -m config.fonts` does it by hand. `regular()` and `bold()` make a face that is missing, which takes about 0.3 s.
"""

import os
import sys
from pathlib import Path

_COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
_CHECKOUT = Path(__file__).resolve().parent.parent
_POSTSCRIPT_NAME_ID = 6


class FontMissing(Exception):
    """The font collection is not installed: on Debian and Ubuntu it is the package fonts-noto-cjk."""


def var_folder() -> Path:
    """Folder for everything made at set-up or at run time: SERVICE_HALL_VAR, or <checkout>/var."""
    return Path(os.environ.get("SERVICE_HALL_VAR") or _CHECKOUT / "var")


def regular() -> Path:
    """Path of the ordinary weight, an OpenType file. Raises FontMissing."""
    return _face("Regular")


def bold() -> Path:
    """Path of the bold weight, an OpenType file. Raises FontMissing."""
    return _face("Bold")


def _face(weight: str) -> Path:
    target = var_folder() / "fonts" / f"NotoSansSC-{weight}.otf"
    if not target.exists():
        _extract(_COLLECTIONS / f"NotoSansCJK-{weight}.ttc", f"NotoSansCJKsc-{weight}", target)
    return target


def _extract(collection: Path, postscript_name: str, target: Path) -> None:
    """Copy the named face out of the collection; the target appears whole or not at all."""
    from fontTools.ttLib import TTCollection  # lazily: only set-up needs it, and it takes 0.1 s

    if not collection.exists():
        raise FontMissing(f"{FontMissing.__doc__} (looked for {collection})")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}.part")
    with TTCollection(collection, lazy=True) as faces:
        for face in faces:
            if face["name"].getDebugName(_POSTSCRIPT_NAME_ID) == postscript_name:
                face.save(draft, reorderTables=None)
                draft.replace(target)
                return
    raise FontMissing(f"{collection} holds no face named {postscript_name}")


def main() -> int:
    """Make both faces and say where they are. Returns the exit code."""
    try:
        for path in (regular(), bold()):
            print(path)
    except FontMissing as missing:
        print(f"fonts: {missing}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
