"""What the figures depend on: the machine, the versions, and the sizes of what is read."""

import io
import os
import platform
import subprocess
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measure import ROOT

TABLES = ROOT / "src" / "palermo" / "facts" / "tables"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} not installed"


def _commit() -> str:
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.strip()
    except OSError:
        said = ""
    return said or "no git"


def load() -> str:
    """Processes that wanted to run in the last minute: above the number of cores, times are too long."""
    return f"{os.getloadavg()[0]:.1f}"


def facts() -> list[str]:
    """The machine and the versions, in two lines."""
    return [
        f"Machine: {os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.machine()}; load at start {load()}",
        f"Versions: Python {platform.python_version()}, {_version('palermo')} ({_commit()}), {_version('pandas')}",
    ]


def sizes(home: Path) -> dict[str, int]:
    """Bytes of the record, and of the packaged tables as they lie on disk and as a wheel compresses them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        tables = sorted(TABLES.glob("*.csv"))
        for table in tables:
            wheel.write(table, table.name)
    records = sorted((home / "records").glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
    return {
        "the record": records[-1].stat().st_size,
        f"the {len(tables)} packaged tables": sum(table.stat().st_size for table in tables),
        "these tables, compressed as in the wheel": packed.getbuffer().nbytes,
    }
