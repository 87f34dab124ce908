import pytest

from geo.ingest.when import period_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On June 10, 2010 it began", ("2010-06-10", "2010-06-10")),
        ("с 14 по 17 сентября 2022 года", ("2022-09-17", "2022-09-17")),
        ("в июне 2010 года", ("2010-06", "2010-06")),
        ("since 2009 and until 12 May 2011", ("2009", "2011-05-12")),
        ("в мае 2014", ("2014-05", "2014-05")),
        ("31 июня 2010", (None, None)),
        ("room 2010", (None, None)),
        ("2020-02-07", ("2020-02-07", "2020-02-07")),
    ],
)
def test_period(sentence, expected):
    assert period_of(sentence) == expected
