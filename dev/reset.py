"""`make reset`: throw the demo database and its uploads away, after asking."""

import shutil

from dev import environment, prepared
from dev.place import CHECKOUT
from dev.servers import Servers

ELSE = "DATABASE_URL is set: that database is not ours to delete. Nothing was changed."
BUSY = "The demo database is in use; stop `make run` first. Nothing was changed."


def main() -> None:
    if environment.given("DATABASE_URL"):
        raise SystemExit(ELSE)
    servers = Servers("run")
    if servers.is_used():
        raise SystemExit(BUSY)
    media = prepared.media_folder()
    print(f"This deletes {servers.place.state} and {media}.")
    if not confirmed():
        print("Nothing was changed.")
        return
    servers.stop()
    for folder in (servers.place.state, CHECKOUT / ".local/run", servers.place.sockets, media):
        shutil.rmtree(folder, ignore_errors=True)
    print("Gone. `make run` builds the demo city anew.")


def confirmed() -> bool:
    try:
        return input("Really? y/N ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


if __name__ == "__main__":
    main()
