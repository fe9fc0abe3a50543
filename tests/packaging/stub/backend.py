"""A build backend that needs nothing but Python: as much of one as an editable install wants."""

import zipfile
from pathlib import Path

METADATA = """\
Metadata-Version: 2.1
Name: offerkit
Version: 0
Provides-Extra: cli
Provides-Extra: yaml
"""
WHEEL = """\
Wheel-Version: 1.0
Generator: stub
Root-Is-Purelib: true
Tag: py3-none-any
"""
ENTRY_POINTS = """\
[console_scripts]
offerkit = command:main
"""


def build_editable(
    wheel_directory: str, config_settings: object = None, metadata_directory: object = None
) -> str:
    """Write a wheel that points to this folder, and return its name."""
    name = "offerkit-0-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory, name), "w") as wheel:
        wheel.writestr("offerkit.pth", str(Path.cwd()))
        wheel.writestr("offerkit-0.dist-info/METADATA", METADATA)
        wheel.writestr("offerkit-0.dist-info/WHEEL", WHEEL)
        wheel.writestr("offerkit-0.dist-info/entry_points.txt", ENTRY_POINTS)
        wheel.writestr("offerkit-0.dist-info/RECORD", "")
    return name
