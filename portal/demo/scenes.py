"""What a domain brings to the demo school beyond single records: declared in its `demo.py`.

A scene is played once, after people, terms and records are there, the earlier
positions first: activities with their attendance, open lessons with those who
heard them, a district's sheet of hours. It inserts in bulk and draws from the
given `Random` only, so that the same call makes the same school.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.demo.school import School
    from portal.terms.models import Term


@dataclass(frozen=True, eq=False)
class DemoScene:
    """`play(rng, school, terms)`; `school.today` is the day on which the demo stands still."""

    slug: str
    play: Callable[[Random, School, list[Term]], None]
    position: int = 50


demo_scenes: Registry[DemoScene] = Registry("demo scene")


def play_scenes(rng: Random, school: School, terms: list[Term]) -> None:
    """Play every scene; each draws from a generator of its own, so none disturbs another."""
    seed = rng.random()
    for scene in sorted(demo_scenes, key=lambda scene: (scene.position, scene.slug)):
        scene.play(Random(f"{seed}:{scene.slug}"), school, terms)  # noqa: S311 - invented things
