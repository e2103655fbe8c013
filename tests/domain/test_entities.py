"""Users, todos and cleanings, and what an edit changes."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import NOON, a_cleaning, a_todo, a_user
from todoauth import (
    UNSET,
    Cleaning,
    CleaningEdit,
    CleaningType,
    Description,
    EmailAddress,
    FullName,
    PasswordHash,
    Price,
    Todo,
    TodoEdit,
    User,
    Username,
)

LATER = NOON + timedelta(hours=1)


def edited(entity: Any, **changes: Any) -> Any:
    """Return it with these changes made an hour later."""
    match entity:
        case User():
            return entity.edited(**changes, at=LATER)
        case Todo():
            return entity.edited(TodoEdit(**changes, at=LATER))
        case Cleaning():
            return entity.edited(CleaningEdit(**changes, at=LATER))


def or_unset(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.just(UNSET) | values


user_edits = st.fixed_dictionaries(
    {"username": or_unset(builders.usernames), "full_name": or_unset(st.none() | builders.full_names)}
)
todo_edits = st.fixed_dictionaries({"content": or_unset(builders.todo_contents), "is_done": or_unset(st.booleans())})
cleaning_edits = st.fixed_dictionaries(
    {
        "name": or_unset(builders.cleaning_names),
        "description": or_unset(st.none() | builders.descriptions),
        "cleaning_type": or_unset(st.sampled_from(CleaningType)),
        "price": or_unset(builders.prices),
    }
)


@pytest.mark.parametrize(
    "entity", [a_user(full_name=FullName("Ada")), a_todo(), a_cleaning(description=Description("In"))]
)
def test_an_edit_that_mentions_nothing_or_changes_nothing_gives_the_same_entity(entity):
    same = {name: getattr(entity, name) for name in _editable(entity)}
    assert edited(entity) is entity
    assert edited(entity, **same) is entity


@given(
    st.tuples(st.just(a_user()), user_edits)
    | st.tuples(st.just(a_todo()), todo_edits)
    | st.tuples(st.just(a_cleaning()), cleaning_edits)
)
def test_an_edit_changes_what_it_mentions_the_version_the_time_and_nothing_else(case):
    entity, edit = case
    wanted = {name: value for name, value in edit.items() if value is not UNSET}
    made = edited(entity, **edit)
    assert {name: getattr(made, name) for name in wanted} == wanted
    if made is not entity:
        assert made == replace(entity, **wanted, updated_at=LATER, version=entity.version + 1)
        assert (made.id, made.created_at) == (entity.id, entity.created_at)


@given(st.lists(cleaning_edits, max_size=5))
def test_owner_and_history_never_move(edits):
    cleaning, changes = a_cleaning(), 0
    for edit in edits:
        made = edited(cleaning, **edit)
        changes += made is not cleaning
        cleaning = made
    assert (cleaning.id, cleaning.owner, cleaning.created_at) == (a_cleaning().id, a_cleaning().owner, NOON)
    assert cleaning.version == 1 + changes


def test_leaving_a_field_out_and_emptying_it_are_different():
    ada, cleaning = a_user(full_name=FullName("Ada")), a_cleaning(description=Description("In"))
    assert edited(ada, full_name=UNSET).full_name == FullName("Ada")
    assert edited(ada, full_name=None).full_name is None
    assert edited(cleaning, description=UNSET).description == Description("In")
    assert edited(cleaning, description=None).description is None


def test_a_username_that_only_changes_its_capitals_is_a_change():
    renamed = edited(a_user(), username=Username("ADA"))
    assert (renamed.username.text, renamed.version) == ("ADA", 2)


def test_a_price_written_another_way_is_no_change():
    cleaning = a_cleaning(price=Price(Decimal(5)))
    assert edited(cleaning, price=Price.parse("5.00")) is cleaning


def test_a_todo_that_is_done_can_be_opened_again():
    done = edited(a_todo(), is_done=True)
    assert done.is_done
    assert not edited(done, is_done=False).is_done


def test_a_newcomer_has_proved_no_address_and_has_no_rights():
    ada = a_user()
    assert (ada.email, ada.is_verified, ada.is_active, ada.is_superuser, ada.version) == (None, False, True, False, 1)


def test_who_has_proved_an_address_is_verified():
    address = EmailAddress("ada@example.org")
    proved = a_user().proved(address, at=LATER)
    assert proved.is_verified
    assert proved == replace(a_user(), email=address, updated_at=LATER, version=2)


def test_a_stronger_hash_changes_nothing_else():
    stronger = PasswordHash("kept better")
    assert a_user().rehashed(stronger, at=LATER) == replace(
        a_user(), password_hash=stronger, updated_at=LATER, version=2
    )


def test_a_user_never_shows_the_password_hash():
    assert "kept" not in repr(a_user(password_hash=PasswordHash("kept")))


@pytest.mark.parametrize("entity", [a_user(), a_todo(), a_cleaning()])
def test_entities_change_only_by_their_successors(entity):
    with pytest.raises(FrozenInstanceError):
        entity.version = 2


def test_a_cleaning_is_a_spot_clean_unless_it_says_otherwise():
    assert a_cleaning().cleaning_type is CleaningType.SPOT_CLEAN
    assert [kind.value for kind in CleaningType] == ["dust_up", "spot_clean", "full_clean"]


def _editable(entity) -> tuple[str, ...]:
    fields = {
        "User": ("username", "full_name"),
        "Todo": ("content", "is_done"),
        "Cleaning": ("name", "description", "cleaning_type", "price"),
    }
    return fields[type(entity).__name__]
