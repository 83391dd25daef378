"""The embedded installation's own secret, made once and kept beside its data."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key


def load_or_create_secret(path: Path) -> str:
    """Read the secret key in `path`, creating it (mode 600) on first start."""
    try:
        with path.open("x", encoding="ascii") as new:
            path.chmod(0o600)
            new.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
