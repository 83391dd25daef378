"""The lock files belong to pyproject.toml, agree with each other and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "requirements-prod.lock"]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\;]+)", re.MULTILINE)


def pinned(lock):
    return {canonicalize_name(name): version for name, version in PINNED.findall(text(lock))}


def text(lock):
    return (ROOT / lock).read_text(encoding="utf-8")


def wanted():
    """(requirement, the locks that must hold it) of everything pyproject.toml asks for."""
    project = tomllib.loads(text("pyproject.toml"))
    for words in project["project"]["dependencies"]:
        yield Requirement(words), LOCKS
    for words in project["dependency-groups"]["dev"]:
        yield Requirement(words), LOCKS[:1]


@pytest.mark.parametrize(("requirement", "locks"), wanted(), ids=str)
def test_everything_asked_for_is_pinned_to_a_version_that_fits(requirement, locks):
    versions = [pinned(lock)[canonicalize_name(requirement.name)] for lock in locks]

    assert [version in requirement.specifier for version in versions] == [True] * len(locks)


def test_production_runs_what_was_tested():
    tested = pinned("requirements.lock")

    assert {name: tested[name] for name in pinned("requirements-prod.lock")} == pinned(
        "requirements-prod.lock"
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes_and_no_address(lock):
    assert "://" not in text(lock)
    assert text(lock).count("==") <= text(lock).count("--hash=sha256:")
