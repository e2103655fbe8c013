"""What those who run the service do."""

from todoauth.domain.use_cases.administer import AdministerUser, EndUserSessions, RemoveUser
from todoauth.domain.use_cases.create_superuser import CreateSuperuser
from todoauth.domain.use_cases.see_users import ListUsers, ReadUser
from todoauth.testing.world.parts import Parts


class Administration(Parts):
    """What superusers do to the accounts of others, and where they come from."""

    @property
    def create_superuser(self) -> CreateSuperuser:
        return CreateSuperuser(
            begin=self.database.begin,
            hasher=self.hasher,
            new_id=self.new_id,
            now=self.clock,
            tell=self.tell,
            passwords=self.passwords,
            is_breached=self.is_breached,
        )

    @property
    def list_users(self) -> ListUsers:
        return ListUsers(view=self.database.view, require_rights=self.require_rights)

    @property
    def read_user(self) -> ReadUser:
        return ReadUser(view=self.database.view, require_rights=self.require_rights)

    @property
    def administer_user(self) -> AdministerUser:
        return AdministerUser(
            begin=self.database.begin,
            require_rights=self.require_rights,
            require_fresh=self.require_fresh,
            now=self.clock,
            tell=self.tell,
        )

    @property
    def remove_user(self) -> RemoveUser:
        return RemoveUser(
            begin=self.database.begin,
            require_rights=self.require_rights,
            require_fresh=self.require_fresh,
            now=self.clock,
            tell=self.tell,
        )

    @property
    def end_user_sessions(self) -> EndUserSessions:
        return EndUserSessions(
            begin=self.database.begin,
            require_rights=self.require_rights,
            require_fresh=self.require_fresh,
            now=self.clock,
            tell=self.tell,
        )
