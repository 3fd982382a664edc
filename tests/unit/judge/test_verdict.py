from lightmeter.judge.verdict import Verdict


def test_a_verdict_is_built_without_running_code_of_its_class() -> None:
    """The generated judge makes one with `tuple.__new__`, by position; both ways are one."""
    fast = tuple.__new__(Verdict, ([], (), 0, (), {"a": 1}, (), (), ()))

    assert fast == Verdict(
        findings=[],
        header_findings=(),
        rejected=0,
        skipped=(),
        normalized={"a": 1},
        levers=(),
        amounts=(),
        assumed=(),
    )
    assert fast.normalized == {"a": 1}
