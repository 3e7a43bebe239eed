"""Cron expressions: what they mean, what is wrong with them, and how they are put in words."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.project.cron import UNITS, Kind, read_schedule
from zdd_lsp.project.cron_words import in_words
from zdd_lsp.text.span import Span

MINUTES_OF_A_DAY = 24 * 60


@pytest.mark.parametrize(
    ("spec", "interval", "words"),
    [
        ("* * * * *", 1, "Every minute."),
        ("*/1 * * * *", 1, "Every minute."),
        ("*/5 * * * *", 5, "Every 5 minutes."),
        ("7-59/10 * * * *", 10, "Every 10 minutes from minute 7."),
        ("1 * * * *", 60, "At minute 1 of every hour."),
        ("*/60 * * * *", 60, "At minute 0 of every hour."),
        ("2,3,4 * * * *", 1, "At minutes 2 to 4 of every hour."),
        ("0 22 * * *", 1440, "At 22:00 every day."),
        ("00 00 * * *", 1440, "At 00:00 every day."),
        ("30 10-14/2 * * *", 120, "At 10:30, 12:30 and 14:30 every day."),
        ("30 0-14/2 * * *", 120, "At minute 30 of the hours 0, 2, 4, 6, 8, 10, 12 and 14."),
        ("*/7 9 * * *", 7, "At minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of hour 9."),
        ("*/7 * * * *", 4, "At minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour."),
        ("*/5 8-18 * * 1-5", 5, "Every 5 minutes from 08:00 to 18:59, from Monday to Friday."),
        ("*/5 8 * * sat,SUN", 5, "Every 5 minutes from 08:00 to 08:59, on Saturdays and Sundays."),
        ("* * * * 7", 1, "Every minute, on Sundays."),
        ("* 1,5 * * *", 1, "Every minute of the hours 1 and 5."),
        ("0 12 */30 * *", 1440, "At 12:00, on days 1 and 31 of the month."),
        ("0 0 29 2 *", 1461 * 1440, "At 00:00, on day 29 of the month, in February."),
        ("0 0 1 mar-may *", 30 * 1440, "At 00:00, on day 1 of the month, from March to May."),
        ("0 0 * 1,6 *", 1440, "At 00:00 every day, in January and June."),
        ("0 0 1 * 1", 1440, "At 00:00, on day 1 of the month and on Mondays."),
        ("0 23,0 * * 1", 1380, "At 00:00 and 23:00, on Mondays."),
        ("H * * * *", 60, "Once an hour, at a minute that the platform chooses."),
        ("H/15 * * * *", 15, "Every 15 minutes from one that the platform chooses."),
        ("H(0-9) 3 * * *", 1440, "At a minute that the platform chooses of hour 3."),
        (
            *("H H(2-5) * * *", 1440),
            "At a minute that the platform chooses of an hour that the platform chooses.",
        ),
        (
            *("5 H/6 * * *", 360),
            "At minute 5 of every 6 hours from one that the platform chooses.",
        ),
        ("0 0 H * *", 40320, "At 00:00, on a day of the month that the platform chooses."),
        ("0 0 * * H", 10080, "At 00:00, on a day of the week that the platform chooses."),
        (
            "0 0 1 H *",
            525600,
            "At 00:00, on day 1 of the month, in a month that the platform chooses.",
        ),
    ],
)
def test_what_is_right(spec: str, interval: int, words: str) -> None:
    schedule = read_schedule(spec)

    assert schedule.flaws == ()
    assert schedule.interval == interval
    assert in_words(schedule) == words


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("«60» * * * *", "60 is no minute: it must be from 0 to 59."),
        ("* «24» * * *", "24 is no hour: it must be from 0 to 23."),
        ("* * «0» * *", "0 is no day of the month: it must be from 1 to 31."),
        ("* * * «13» *", "13 is no month: it must be from 1 to 12."),
        ("* * * * «8»", "8 is no day of the week: it must be from 0 to 7."),
        ("1-«70»/2 * * * *", "70 is no minute: it must be from 0 to 59."),
        ("5,«99»,«98» * * * *", "99 is no minute: it must be from 0 to 59."),
        ("0 3 * * mon-«sum»", "sum is no day of the week."),
        ("«mon» * * * *", "mon is no minute."),
        ("«1..5» * * * *", "1..5 is no minute."),
        ("«-5» * * * *", "-5 is no minute."),
        ("«*/» * * * *", "*/ is no minute."),
        ("«*/0» * * * *", "The step of */0 leads nowhere."),
        ("1«,,»2 * * * *", "The list of values for the minute lacks an item."),
        ("«,»1 * * * *", "The list of values for the minute lacks an item."),
        ("H(0-«60») * * * *", "60 is no minute: it must be from 0 to 59."),
        ("  «0 0 * *»  ", "and this has 4 fields."),
        ("«*/5****»", "and this has one field."),
        ("0 0 12 * * «? 2026»", "and this has 7;"),
        ("«»", "A schedule has five fields, and this is empty."),
        ("«" + "9" * 5000 + "» * * * *", "9" * 20 + "… is no minute."),
    ],
)
def test_what_no_cron_reads(picture: str, message: str) -> None:
    spans, spec = drawn(picture)

    schedule = read_schedule(spec)

    assert [flaw.kind for flaw in schedule.flaws] == [Kind.REFUSED]
    assert schedule.flaws[0].span == spans[0]
    assert message in schedule.flaws[0].message
    assert not schedule.is_known
    assert schedule.interval is None
    assert in_words(schedule) == schedule.flaws[0].message


@pytest.mark.parametrize(
    ("picture", "cure"),
    [
        ("«@daily»", "0 0 * * *"),
        ("«@Hourly»", "0 * * * *"),
        ("«@reboot»", None),
        ("0 0 «?» * *", "*"),
        ("0 0 «L» * *", None),
        ("0 0 «L-3» * *", None),
        ("0 0 «15W» * *", None),
        ("0 0 * * «5#3»", None),
        ("0 0 * * «FRI#3»", None),
        ("0 3 * * «monday»", "mon"),
        ("0 3 * «January» *", "Jan"),
        ("0 «22-2» * * *", "22-23,0-2"),
        ("0 «23-0» * * *", "23,0"),
        ("0 3 * * «fri-sun»", "5-7"),
        ("0 3 * * «fri-mon»", "5-6,0-1"),
        ("0 «22-2/2» * * *", None),
        ("0 0 «30» 2 *", None),
        ("0 0 «31» 4,6 *", None),
    ],
)
def test_what_some_crons_read(picture: str, cure: str | None) -> None:
    spans, spec = drawn(picture)

    schedule = read_schedule(spec)

    assert [(flaw.kind, flaw.span, flaw.cure) for flaw in schedule.flaws] == [
        (Kind.DOUBTFUL, spans[0], cure)
    ]
    if cure is not None:
        span = spans[0]
        cured = read_schedule(spec[: span.start] + cure + spec[span.end :])
        assert cured.flaws == ()
        assert not schedule.is_known or cured.interval == schedule.interval
        assert not schedule.is_known or in_words(cured) == in_words(schedule)


@pytest.mark.parametrize(
    ("picture", "cure"),
    [
        ("«0/30» * * * *", "*/30"),
        ("«0/15» * * * *", "*/15"),
        ("«5/15» * * * *", "5-59/15"),
        ("0 «6/4» * * *", "6-23/4"),
        ("0 0 «1/2» * *", "*/2"),
        ("0 0 * «feb/3» *", "feb-12/3"),
        ("0 0 * * «1/2»", "1-6/2"),
        ("«59/5» * * * *", "59"),
        ("«*/90» * * * *", None),
        ("0-10,«20-25/6» * * * *", None),
    ],
)
def test_steps_that_count_for_nothing(picture: str, cure: str | None) -> None:
    spans, spec = drawn(picture)

    schedule = read_schedule(spec)

    assert [(flaw.kind, flaw.span, flaw.cure) for flaw in schedule.flaws] == [
        (Kind.IDLE_STEP, spans[0], cure)
    ]
    assert schedule.is_known


def drawn(picture: str) -> tuple[list[Span], str]:
    """Return the places between the marks, and the text without them."""
    spans, text = [], ""
    for number, part in enumerate(picture.replace("»", "«").split("«")):
        if number % 2:
            spans.append(Span(len(text), len(text) + len(part)))
        text += part
    return spans, text


def test_days_of_month_and_week_add_up_unless_one_begins_with_an_asterisk() -> None:
    either, both = read_schedule("0 0 1,2 * 1"), read_schedule("0 0 */31 * 1")

    assert either.interval == MINUTES_OF_A_DAY
    assert both.interval is not None
    assert both.interval > 27 * MINUTES_OF_A_DAY
    assert in_words(both) == "At 00:00, on day 1 of the month, but only on Mondays."


def test_what_never_happens_is_said() -> None:
    schedule = read_schedule("0 0 30 2 *")

    assert schedule.is_impossible
    assert schedule.interval is None
    assert in_words(schedule) == "Never."
    assert schedule.flaws[0].message == "There is no day 30 in February."


def field(low: int, high: int) -> st.SearchStrategy[str]:
    """Return fields of a unit that every cron reads."""
    value = st.integers(low, high)
    ranges = st.tuples(value, value).map(lambda pair: f"{min(pair)}-{max(pair)}")
    steps = st.tuples(st.one_of(st.just("*"), ranges), st.integers(1, 9)).map(
        lambda pair: f"{pair[0]}/{pair[1]}"
    )
    part = st.one_of(st.just("*"), value.map(str), ranges, steps)
    return st.lists(part, min_size=1, max_size=3).map(",".join)


valid = st.tuples(*(field(unit.low, unit.high) for unit in UNITS)).map(" ".join)
signs = st.text(alphabet="0123456789*/,-HLW#?()@ \tmonJAN\n", max_size=30)


@given(st.one_of(signs, st.text(max_size=30), valid))
def test_nothing_makes_reading_fail(spec: str) -> None:
    schedule = read_schedule(spec)

    assert in_words(schedule)
    assert schedule.interval is None or schedule.interval > 0
    assert schedule.is_known or schedule.flaws
    for flaw in schedule.flaws:
        assert 0 <= flaw.span.start <= flaw.span.end <= len(spec)
        assert flaw.message.endswith(".")


@given(valid)
def test_what_every_cron_reads_is_never_refused(spec: str) -> None:
    schedule = read_schedule(spec)

    assert all(flaw.kind is not Kind.REFUSED for flaw in schedule.flaws)
    assert schedule.is_known


@given(valid)
def test_the_interval_is_that_of_a_calendar(spec: str) -> None:
    """The days of four years, walked through with each of their minutes, cannot be closer."""
    schedule = read_schedule(spec)
    minutes, hours, days, months, weekdays = schedule.fields
    times = sorted(60 * hour + minute for hour in hours.values for minute in minutes.values)
    found = []
    for number in range(4 * 366):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number)
        fits = day.day in days.values, day.isoweekday() % 7 in weekdays.values
        if day.month in months.values and (all if schedule.needs_both_days else any)(fits):
            found += [number * MINUTES_OF_A_DAY + time for time in (times[0], times[-1])]
    gaps = [after - before for before, after in pairwise(times)]
    gaps += [after - before for before, after in zip(found[1::2], found[2::2], strict=False)]

    assert schedule.interval is None or not gaps or schedule.interval <= min(gaps)
    if gaps and len(found) > 200:
        assert schedule.interval == min(gaps)
