"""MariaDB and MySQL, over asyncmy and SQLAlchemy's asynchronous layer."""
