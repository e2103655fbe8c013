from bench.stage import Measure
from bench.table import document, summary, table


def measures(*rates: float) -> list[Measure]:
    return [Measure(rate=rate, p50=1.25, p99=9.5, app_cpu=300.4, database_cpu=120, resident=64.2) for rate in rates]


def test_a_row_has_the_median_and_the_range_of_all_rounds():
    [_, _, row] = table({"todoauth": measures(900, 2_000, 1_000)}).splitlines()
    assert row == "| todoauth | 1,000 (900–2,000) | 1.2 | 9.5 | 300 | 120 | 64 |"


def test_everybody_is_compared_with_the_limit_and_with_the_peer_that_are_there():
    lines = table({"L0*": measures(4_000), "FastAPI Users": measures(400), "todoauth": measures(3_000)}).splitlines()
    assert lines[0].endswith("| × L0* | × FastAPI Users |")
    assert [line.split(" | ")[-2:] for line in lines[2:]] == [["1", "10.00 |"], ["0.10", "1 |"], ["0.75", "7.50 |"]]


def test_a_ratio_of_ranges_that_overlap_says_so():
    lines = table({"L0*": measures(3_000, 4_000), "todoauth": measures(2_000, 3_500)}).splitlines()
    assert lines[-1].endswith("| 0.79 (ranges overlap) |")


def test_losers_are_kept():
    assert "| slow |" in table({"L0*": measures(4_000), "slow": measures(1)})


def test_a_document_says_what_it_was_measured_on():
    text = document({"processor": "a fast one", "cores": 2}, {"GET /todos": {"todoauth": measures(1)}}, 10, 2)
    assert "processor a fast one; cores 2." in text
    assert "10 rounds of 2 s" in text
    assert "**GET /todos**" in text


def test_a_summary_compares_the_service_with_the_first_peer_and_the_limits_alone():
    works = {
        "GET /todos": {
            "L0*": measures(4_000),
            "slow": measures(1),
            "FastAPI Users": measures(400),
            "todoauth": measures(3_000),
        },
        "refresh": {"L0*": measures(2_000), "todoauth": measures(1_000)},
    }
    assert summary(works).splitlines() == [
        "| requests a second | todoauth | × FastAPI Users | × L0* |",
        "| --- | --: | --: | --: |",
        "| GET /todos | 3,000 | 7.50 | 0.75 |",
        "| refresh | 1,000 | – | 0.50 |",
    ]
