"""Which endpoints are called without FastAPI's machinery: those that need nothing but what we know how to give."""

from collections.abc import Iterable

from fastapi._compat import ModelField, field_annotation_is_sequence
from fastapi.dependencies.models import Dependant
from fastapi.params import Body
from pydantic import BaseModel
from starlette._utils import is_async_callable


def is_plain(needed: Dependant) -> bool:
    """Return whether a function needs nothing but requests, paths, one model of the query, headers and one JSON body.

    What it needs of other functions has a name, is asked for once in a request, and has no body.
    """
    return (
        is_async_callable(needed.call)
        and not any(_special(needed))
        and all(each.name and each.use_cache and not each.body_params for each in needed.dependencies)
        and _is_whole_query(needed.query_params)
        and not any(map(_is_many, needed.header_params))
        and _is_json(needed.body_params)
    )


def _special(needed: Dependant) -> Iterable[object]:
    return (
        needed.cookie_params,
        needed.response_param_name,
        needed.background_tasks_param_name,
        needed.security_scopes_param_name,
        needed.websocket_param_name,
        needed.own_oauth_scopes,
        needed.concurrency,
    )


def _is_whole_query(parameters: list[ModelField]) -> bool:
    models = [_model_of(each) for each in parameters]
    return len(models) <= 1 and all(model and not any(map(_is_list, _kinds_in(model))) for model in models)


def _is_many(header: ModelField) -> bool:
    return _model_of(header) is not None or _is_list(header.field_info.annotation)


def _is_json(bodies: list[ModelField]) -> bool:
    infos = [each.field_info for each in bodies]
    return len(infos) <= 1 and all(type(info) is Body and not info.embed for info in infos)


def _model_of(parameter: ModelField) -> type[BaseModel] | None:
    kind = parameter.field_info.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _kinds_in(model: type[BaseModel]) -> Iterable[object]:
    return (field.annotation for field in model.model_fields.values())


def _is_list(kind: object) -> bool:
    return field_annotation_is_sequence(kind)
