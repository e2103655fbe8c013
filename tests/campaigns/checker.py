"""Whether what is there is what was acknowledged."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from tests.campaigns.deeds import Deed, Journal, Outcome


@dataclass
class Todo:
    """A todo that is there."""

    content: str
    version: int


NOT_THERE = Todo("", 0)


@dataclass
class Found:
    """What is there, by the marks that deeds leave.

    Args:
        passwords: those that let somebody in.
        todos: by id.
        addresses: those that are proved, or nothing, by name.
        sessions: those of which the last token is good.
        mails: the addresses that got one.
        spent: the sessions of which a spent token is good.
    """

    passwords: Collection[str]
    todos: Mapping[str, Todo]
    addresses: Mapping[str, str]
    sessions: Collection[str]
    mails: Collection[str]
    spent: Collection[str] = ()


@dataclass
class Verdict:
    """What was acknowledged and is not there; and what is there that nobody wrote, or wrote only once."""

    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def judge(journal: Journal, found: Found) -> Verdict:
    """Compare what was told with what is there."""
    verdict = Verdict(wrong=[*journal.flaws])
    _judge_marks(journal.of("sign up"), found.passwords, verdict)
    _judge_marks(journal.of("ask", outcome=Outcome.OK), found.mails, verdict)
    _judge_additions([*journal.of("add")], found, verdict)
    for name, proofs in _by_target(journal.of("prove")):
        _judge_last(proofs, found.addresses.get(name, ""), verdict)
    for _, sessions in _by_target(journal.of("log in", "refresh")):
        _judge_sessions(sessions, found, verdict)
    for todo, edits in _by_target(journal.of("edit")):
        _judge_chain(edits, found.todos.get(todo, NOT_THERE), verdict)
    return verdict


def _judge_marks(deeds: Iterable[Deed], found: Collection[str], verdict: Verdict) -> None:
    for deed in deeds:
        if deed.outcome is Outcome.OK and deed.mark not in found:
            verdict.lost.append(f"{deed.kind} of {deed.to}")
        if deed.outcome is Outcome.REFUSED and deed.mark in found:
            verdict.wrong.append(f"{deed.kind} of {deed.to} was refused, and done")


def _judge_additions(additions: Sequence[Deed], found: Found, verdict: Verdict) -> None:
    written = Counter(todo.content for todo in found.todos.values())
    verdict.wrong += [f"{content} is there {times} times" for content, times in written.items() if times > 1]
    known = [deed for deed in additions if deed.outcome is Outcome.OK]
    verdict.lost += [f"add {deed.mark}" for deed in known if deed.document["id"] not in found.todos]
    _judge_marks([deed for deed in additions if deed.outcome is Outcome.REFUSED], written, verdict)


def _judge_last(deeds: Sequence[Deed], left: str, verdict: Verdict) -> None:
    """One after another has replaced what was there: the last of them, unless nobody knows what became of it."""
    possible = {""}
    for deed in deeds:
        if deed.outcome is Outcome.OK:
            possible = {deed.mark}
        elif deed.outcome is Outcome.UNKNOWN:
            possible.add(deed.mark)
    if left not in possible:
        verdict.lost.append(f"{deeds[-1].kind} of {deeds[-1].to}")


def _judge_sessions(deeds: Sequence[Deed], found: Found, verdict: Verdict) -> None:
    for before, deed in pairwise(deeds):
        if before.outcome is Outcome.OK and deed.kind == "refresh" and deed.outcome is Outcome.REFUSED:
            verdict.lost.append(f"{before.kind} on {deed.to}")
    last = deeds[-1]
    if last.outcome is Outcome.OK and last.mark not in found.sessions:
        verdict.lost.append(f"{last.kind} on {last.to}")
    if last.mark in found.spent:
        verdict.wrong.append(f"a token of {last.to} can be spent twice")


def _judge_chain(edits: Sequence[Deed], left: Todo, verdict: Verdict) -> None:
    """Each version was made by one edit, in the order of time; the first by whoever added it."""
    known = sorted((deed for deed in edits if deed.outcome is Outcome.OK), key=lambda deed: deed.version)
    unknown = {deed.mark for deed in edits if deed.outcome is Outcome.UNKNOWN}
    of_version = {deed.version: deed for deed in known}
    todo = edits[0].to
    verdict.lost += [f"edit {deed.mark}" for deed in known if deed.version > left.version]
    if len(of_version) < len(known):
        verdict.wrong.append(f"two edits made one version of {todo}")
    if len(set(range(2, left.version + 1)) - of_version.keys()) > len(unknown):
        verdict.wrong.append(f"nobody made a version of {todo}")
    if any(later.ended < earlier.begun for earlier, later in combinations(known, 2)):
        verdict.wrong.append(f"versions of {todo} are not in the order of time")
    if left.version in of_version and left.content != of_version[left.version].mark:
        verdict.lost.append(f"edit {of_version[left.version].mark}")
    if left.content in {deed.mark for deed in edits if deed.outcome is Outcome.REFUSED}:
        verdict.wrong.append(f"an edit of {todo} was refused, and done")


def _by_target(deeds: Iterable[Deed]) -> Iterable[tuple[str, list[Deed]]]:
    targets: dict[str, list[Deed]] = {}
    for deed in deeds:
        targets.setdefault(deed.to, []).append(deed)
    return targets.items()
