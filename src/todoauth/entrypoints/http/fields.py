"""Value objects as the types of fields: each rule is written once, in the domain."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import msgspec
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, JsonValue
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.text import Text
from todoauth.domain.model.unset import UNSET

_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Strict(BaseModel):
    """What a client sends: exactly the fields that are named, each of its own type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Parsed:
    """Reads a field with `parse`.

    Args:
        parse: raises `InvalidValue`.
        schema: the same rule in JSON Schema, as far as that can tell it.
    """

    parse: Callable[[object], object]
    schema: Mapping[str, JsonValue]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.schema)


def text(kind: type[Text], **more: JsonValue) -> Parsed:
    """Read text of a kind."""
    return Parsed(kind.parse, {"type": "string", "minLength": kind.LEAST, "maxLength": kind.MOST, **more})


def choice(kind: type[StrEnum]) -> Parsed:
    """Read one of the choices."""
    choices: list[JsonValue] = [member.value for member in kind]
    rule = f"must be {', '.join(kind)}"

    def parse(raw: object) -> StrEnum:
        if not isinstance(raw, str) or raw not in choices:
            raise InvalidValue(rule)
        return kind(raw)

    return Parsed(parse, {"type": "string", "enum": choices})


def or_null(parsed: Parsed) -> Parsed:
    """Read the same, or `null`."""
    return Parsed(
        lambda raw: None if raw is None else parsed.parse(raw), {"anyOf": [dict(parsed.schema), {"type": "null"}]}
    )


def absent() -> Any:  # Any, as pydantic's own Field
    """Tell a field that is not there from one that is null: it stays as it is."""
    return Field(default_factory=lambda: UNSET)


def _boolean(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise InvalidValue("must be true or false")
    return raw


def _string(raw: object) -> str:
    if not isinstance(raw, str):
        raise InvalidValue("must be text")
    return raw


def _identity(raw: object) -> UUID:
    if isinstance(raw, UUID):  # the path says so already
        return raw
    if not isinstance(raw, str) or not _UUID.fullmatch(raw):
        raise InvalidValue("must be a UUID")
    return msgspec.convert(raw, UUID)


boolean = Parsed(_boolean, {"type": "boolean"})
string = Parsed(_string, {"type": "string"})
identity = Parsed(_identity, {"type": "string", "format": "uuid"})
Id: TypeAlias = Annotated[UUID, identity]
