"""Random histories of todos and cleanings."""

from dataclasses import replace
from functools import partial
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, precondition, rule

from todoauth.domain.errors import CleaningNotFound, NotTheOwner, Outdated, TodoAuthError
from todoauth.domain.model.cleaning import (
    Cleaning,
    CleaningEdit,
    CleaningFilter,
    CleaningName,
    CleaningType,
    Description,
    Price,
)
from todoauth.domain.model.ids import CleaningId
from todoauth.domain.model.page import PageSize, Slice
from todoauth.domain.model.text import SearchText, fold
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.ports.unit_of_work import UnitOfWork
from todoauth.testing.machines.owners import in_order, owners, slices, sought, texts, versions
from todoauth.testing.machines.registry import caller
from todoauth.testing.machines.stage import Opened
from todoauth.testing.machines.todos import TodoStage
from todoauth.testing.world import World

cleaning_names = texts(12).map(CleaningName)
descriptions = st.none() | texts(12).map(Description)
types = st.sampled_from(CleaningType)
WHOLE: Final = Slice(size=PageSize(PageSize.MOST))

prices = st.decimals(Price.LEAST, Price.MOST, places=2).map(Price)


class WorkMachine(TodoStage):
    """Plays with todos and cleanings, and compares what the database lists with a plain model."""

    cleanings = Bundle[CleaningId]("cleanings")

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.all_cleanings = dict[CleaningId, Cleaning]()

    @rule(target=cleanings, who=owners, name=cleaning_names, description=descriptions, type=types, price=prices)
    def add_cleaning(
        self, who: str, name: CleaningName, description: Description | None, type: CleaningType, price: Price
    ) -> CleaningId:
        add = self.world.add_cleaning(
            owner=self.owners[who], name=name, description=description, cleaning_type=type, price=price
        )
        cleaning = self.run(add)
        assert (cleaning.name, cleaning.description, cleaning.price) == (name, description, price)
        self.all_cleanings[cleaning.id] = cleaning
        return cleaning.id

    @rule(
        who=owners,
        id=cleanings,
        name=st.just(UNSET) | cleaning_names,
        description=st.just(UNSET) | descriptions,
        price=st.just(UNSET) | prices,
        expected=versions,
    )
    def edit_cleaning(
        self,
        *,
        who: str,
        id: CleaningId,
        name: Maybe[CleaningName],
        description: Maybe[Description | None],
        price: Maybe[Price],
        expected: int | None,
    ) -> None:
        edit = self.world.edit_cleaning(
            owner=self.owners[who], id=id, name=name, description=description, price=price, expected=expected
        )
        outcome, refusal = self.outcome(edit), self._refusal(who, id, expected)
        if refusal is not None:
            assert isinstance(outcome, refusal)
        else:
            self.all_cleanings[id] = self.all_cleanings[id].edited(
                CleaningEdit(name=name, description=description, price=price, at=self.world.clock())
            )
            assert outcome == self.all_cleanings[id]

    @rule(who=owners, id=cleanings, expected=versions)
    def remove_cleaning(self, who: str, id: CleaningId, expected: int | None) -> None:
        outcome = self.outcome(self.world.remove_cleaning(owner=self.owners[who], id=id, expected=expected))
        refusal = self._refusal(who, id, expected)
        if refusal is not None:
            assert isinstance(outcome, refusal)
        else:
            assert outcome is None
            del self.all_cleanings[id]

    @rule(id=cleanings, name=cleaning_names)
    def give_up_cleanings(self, id: CleaningId, name: CleaningName) -> None:
        async def spoil(work: UnitOfWork) -> None:
            cleaning = await work.cleanings.get(id)
            if cleaning is not None:
                edit = CleaningEdit(name=name, at=self.world.clock())
                edited = await work.cleanings.edit(id, edit, owner=cleaning.owner)
                assert (edited or cleaning) == cleaning.edited(edit)
                await work.cleanings.add(replace(cleaning, id=CleaningId(self.world.new_id())))
                await work.cleanings.remove(id, owner=cleaning.owner)

        self.abort(spoil)

    @precondition(lambda self: len(self.all_todos) + len(self.all_cleanings) > 2)
    @rule(who=owners)
    def start_over(self, who: str) -> None:
        gone = self.owners[who]
        self.run(self.world.delete_account(caller=caller(gone), password=World.PASSWORD))
        self.all_todos = {todo.id: todo for todo in self.all_todos.values() if todo.owner != gone}
        self.all_cleanings = {each.id: each for each in self.all_cleanings.values() if each.owner != gone}
        self.owners[who] = self.joined(who)

    @rule(who=st.none() | owners, type=st.none() | types, text=sought, part=slices)
    def list_cleanings(self, who: str | None, type: CleaningType | None, text: SearchText | None, part: Slice) -> None:
        only = CleaningFilter(None if who is None else self.owners[who], type, text)
        wanted = [cleaning for cleaning in self.all_cleanings.values() if _is_wanted(cleaning, only)]
        found = self.leaf(partial(self.world.list_cleanings, only=only), part)
        assert found == in_order(wanted, part)

    @invariant()
    def everything_is_there(self) -> None:
        found = self.leaf(self.world.list_cleanings, WHOLE)
        assert found == list(self.all_cleanings.values())
        for owner in self.owners.values():
            todos = self.leaf(partial(self.world.list_todos, owner=owner), WHOLE)
            assert todos == [todo for todo in self.all_todos.values() if todo.owner == owner]

    def _refusal(self, who: str, id: CleaningId, expected: int | None) -> type[TodoAuthError] | None:
        cleaning = self.all_cleanings.get(id)
        if cleaning is None:
            return CleaningNotFound
        if cleaning.owner != self.owners[who]:
            return NotTheOwner
        return None if expected in {None, cleaning.version} else Outdated


def _is_wanted(cleaning: Cleaning, only: CleaningFilter) -> bool:
    texts = [fold(each.text) for each in (cleaning.name, cleaning.description) if each is not None]
    return (
        only.owner in {None, cleaning.owner}
        and only.cleaning_type in {None, cleaning.cleaning_type}
        and (only.text is None or any(only.text.folded in text for text in texts))
    )
