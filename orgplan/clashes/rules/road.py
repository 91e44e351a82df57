"""The road between two places: great circle × detour ÷ speed + overhead, unless somebody knows it better.

A city's own routing server would only write pairs (`actions.take_roads`); nothing here needs it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import asin, ceil, cos, hypot, isfinite, radians, sin, sqrt
from typing import Any, NamedTuple

EARTH_KM = 6371.0088
"""Mean radius of the Earth, kilometres (IUGG)."""
HOURS = 24
WALKING_KMH = 4.0
_ROUNDING = 1e-9
"""A road of exactly 35 minutes must not become 36 by the last bit of a float."""


class Point(NamedTuple):
    """A place on Earth, degrees."""

    lat: float
    lon: float


class WrongRoadError(ValueError):
    """Figures of a road that cannot be; the message is a Russian sentence."""


def great_circle_km(one: Point, other: Point) -> float:
    """Return the shortest way over the globe, kilometres (haversine formula)."""
    return _km(_bearings(one), _bearings(other))


def _bearings(point: Point) -> tuple[float, float, float]:
    """Return half of both angles and the cosine of the latitude: what the formula asks of a place, whoever it meets."""
    lat, lon = radians(point.lat), radians(point.lon)
    return lat / 2, lon / 2, cos(lat)


def _km(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    across, along = sin(other[0] - one[0]), sin(other[1] - one[1])
    return 2 * EARTH_KM * asin(min(1.0, sqrt(across * across + one[2] * other[2] * along * along)))


def _diagonal_km(points: Collection[Point]) -> float:
    """Return kilometres that no two of the places are apart: across the box around them, at its widest latitude.

    In the haversine formula both sines are at most their angles, both cosines at most the largest one.
    """
    lats, lons = zip(*points, strict=True)
    nearest = 0.0 if min(lats) <= 0 <= max(lats) else min(map(abs, lats))
    across, along = radians(max(lats) - min(lats)), radians(max(lons) - min(lons)) * cos(radians(nearest))
    return 2 * EARTH_KM * asin(min(1.0, hypot(across, along) / 2))


@dataclass(frozen=True, slots=True)
class Travel:
    """How fast the city is passed: km/h, how much longer streets are than the straight line, minutes of getting off.

    `by_hour` multiplies the time under way, not the overhead, for a departure in that hour of day; missing hours are 1.
    Places nearer than `on_foot_km` are walked to, without overhead: two rooms of a building need no car. Nought: always
    by car.
    """

    speed_kmh: float
    detour: float = 1.0
    overhead_min: float = 0.0
    by_hour: Mapping[int, float] = field(default_factory=dict)
    on_foot_km: float = 0.0

    def __post_init__(self) -> None:
        for value, least, words in (
            (self.speed_kmh, 0.0, "Скорость должна быть числом больше нуля, км/ч."),
            (self.detour, 0.0, "Коэффициент объезда должен быть числом больше нуля."),
        ):
            if not isfinite(value) or value <= least:
                raise WrongRoadError(words)
        if not isfinite(self.overhead_min) or self.overhead_min < 0:
            raise WrongRoadError("Запас на сборы — число минут, ноль или больше.")
        if any(hour not in range(HOURS) or not isfinite(each) or each <= 0 for hour, each in self.by_hour.items()):
            raise WrongRoadError("Множители дороги задаются для часов от 0 до 23 и больше нуля.")

    def minutes(self, one: Point, other: Point, hour: int | None = None) -> int:
        """Return the road in whole minutes, rounded up, for a departure in that hour of day."""
        return self.minutes_for(great_circle_km(one, other), hour)

    def minutes_for(self, km: float, hour: int | None = None) -> int:
        """Return the same for a straight line of so many kilometres."""
        if km < self.on_foot_km:
            return ceil(km * self.detour / WALKING_KMH * 60 - _ROUNDING)
        factor = self.by_hour.get(hour, 1.0) if hour is not None else 1.0
        under_way = km * self.detour / self.speed_kmh * 60 * factor
        return ceil(under_way + self.overhead_min - _ROUNDING)


class Roads:
    """Roads between the places of a city, each computed once.

    `points` knows the places that have coordinates. `pairs` are whole minutes from one place to another that people
    or a routing server know better: they win over the formula, and count for the way back unless that is known itself.
    The hour's factor counts for both.
    """

    __slots__ = ("_bearings", "_known", "_longest", "pairs", "points", "travel")

    def __init__(
        self,
        travel: Travel,
        points: Mapping[Any, Point],
        pairs: Mapping[tuple[Any, Any], int] | None = None,
    ) -> None:
        self.travel = travel
        self.points = points
        self.pairs = pairs or {}
        self._longest: timedelta | None = None
        self._known: dict[tuple[Hashable, Hashable, int | None], timedelta | None] = {}
        self._bearings: dict[Hashable, tuple[float, float, float]] = {}

    @property
    def longest(self) -> timedelta:
        """Return how long no road here is exceeded: who has this much time needs not ask."""
        if self._longest is None:
            self._longest = timedelta(minutes=self._bound())
        return self._longest

    def check(self) -> None:
        """Raise WrongRoadError where a road would be longer than time itself: a speed of nearly nothing."""
        try:
            _ = self.longest
        except OverflowError as error:
            raise WrongRoadError(
                "С такими числами дорога длиннее любого срока: проверьте скорость, объезд и запас на сборы."
            ) from error

    def between(self, one: Hashable | None, other: Hashable | None, hour: int) -> timedelta | None:
        """Return the road from one place to another for a departure in the hour; None where nobody can tell it."""
        key = (one, other, hour if self.travel.by_hour else None)
        try:
            return self._known[key]
        except KeyError:
            minutes = 0 if one == other else self.minutes(one, other, hour)
            found = self._known[key] = None if minutes is None else timedelta(minutes=minutes)
            return found

    def minutes(self, one: Hashable | None, other: Hashable | None, hour: int) -> int | None:
        """Return the same in whole minutes, computed anew."""
        if one is None or other is None:
            return None
        known = self.pairs.get((one, other), self.pairs.get((other, one))) if self.pairs else None
        if known is not None:
            return ceil(known * self.travel.by_hour.get(hour, 1.0) - _ROUNDING)
        start, end = self._bearings.get(one) or self._place(one), self._bearings.get(other) or self._place(other)
        return None if start is None or end is None else self.travel.minutes_for(_km(start, end), hour)

    def _place(self, key: Hashable) -> tuple[float, float, float] | None:
        point = self.points.get(key)
        if point is None:
            return None
        found = self._bearings[key] = _bearings(point)
        return found

    def _bound(self) -> int:
        """Return minutes that no road exceeds: across the box around all places, or the longest pair."""
        factor = max(1.0, *self.travel.by_hour.values()) if self.travel.by_hour else 1.0
        most = max((ceil(each * factor) for each in self.pairs.values()), default=0)
        if self.points:
            km = _diagonal_km(self.points.values())
            under_way = km * self.travel.detour / self.travel.speed_kmh * 60 * factor
            on_foot = self.travel.on_foot_km * self.travel.detour / WALKING_KMH * 60
            most = max(most, ceil(under_way + self.travel.overhead_min), ceil(on_foot))
        return most
