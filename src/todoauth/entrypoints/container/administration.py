"""What superusers do, over HTTP and at the command line."""

from typing import Final

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import administer, create_superuser, see_users
from todoauth.entrypoints.container.adapters import Adapters
from todoauth.entrypoints.container.steps import Steps


class Administration(Steps):
    """What the command line does, too."""

    create_superuser = Factory(
        create_superuser.CreateSuperuser,
        begin=Adapters.begin,
        hasher=Adapters.hasher,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
        passwords=Adapters.passwords,
        is_breached=Adapters.is_breached,
    )
    list_users = Factory(see_users.ListUsers, view=Adapters.view, require_rights=Steps.require_rights)
    administer_user = Factory(
        administer.AdministerUser,
        begin=Adapters.begin,
        require_rights=Steps.require_rights,
        require_fresh=Steps.require_fresh,
        now=Adapters.now,
        tell=Adapters.tell,
    )
    remove_user = Factory(
        administer.RemoveUser,
        begin=Adapters.begin,
        require_rights=Steps.require_rights,
        require_fresh=Steps.require_fresh,
        now=Adapters.now,
        tell=Adapters.tell,
    )
    end_user_sessions = Factory(
        administer.EndUserSessions,
        begin=Adapters.begin,
        require_rights=Steps.require_rights,
        require_fresh=Steps.require_fresh,
        now=Adapters.now,
        tell=Adapters.tell,
    )


ADMINISTRATION: Final = {
    see_users.ListUsers: Administration.list_users,
    see_users.ReadUser: Factory(see_users.ReadUser, view=Adapters.view, require_rights=Steps.require_rights),
    administer.AdministerUser: Administration.administer_user,
    administer.RemoveUser: Administration.remove_user,
    administer.EndUserSessions: Administration.end_user_sessions,
}
