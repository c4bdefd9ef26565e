"""Takes from the tutor what only some systems have; Python imports this first wherever it is on the path."""

from __future__ import annotations

import builtins
import importlib
import os
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

MODULES = frozenset("resource fcntl termios tty pty pwd grp posix syslog readline curses crypt".split())

NAMES = {
    "signal": frozenset(
        """SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGHUP SIGIO SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGSTKFLT
        SIGSTOP SIGSYS SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ
        SIGRTMIN SIGRTMAX alarm setitimer getitimer ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF ItimerError pause
        pthread_kill pthread_sigmask siginterrupt sigpending sigtimedwait sigwait sigwaitinfo SIG_BLOCK SIG_UNBLOCK
        SIG_SETMASK Sigmasks pidfd_send_signal""".split()
    ),
    "os": frozenset(
        """chown chroot confstr copy_file_range ctermid eventfd fchdir fchmod fchown fdatasync fork forkpty fpathconf
        fstatvfs get_blocking getegid geteuid getgid getgrouplist getgroups getloadavg getpgid getpgrp getpriority
        getresgid getresuid getsid getuid getxattr initgroups killpg lchown listxattr lockf major makedev memfd_create
        minor mkfifo mknod nice openpty pathconf pidfd_open pipe2 posix_fadvise posix_fallocate posix_openpt
        posix_spawn posix_spawnp pread preadv pwrite pwritev readv register_at_fork removexattr sched_getaffinity
        sched_setaffinity sched_yield sendfile set_blocking setegid seteuid setgid setgroups setpgid setpgrp
        setpriority setregid setresgid setresuid setreuid setsid setuid setxattr splice statvfs sync sysconf tcgetpgrp
        tcsetpgrp ttyname uname wait wait3 wait4 waitid writev O_ASYNC O_CLOEXEC O_DIRECT O_DIRECTORY O_DSYNC
        O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RSYNC O_SYNC O_TMPFILE P_ALL WNOHANG WIFEXITED WEXITSTATUS
        WIFSIGNALED WTERMSIG WIFSTOPPED WSTOPSIG WUNTRACED WCONTINUED""".split()
    ),
    "faulthandler": frozenset({"register", "unregister"}),
}
"""What Windows has not, by the module that has it elsewhere."""


def without(name: str) -> types.ModuleType:
    """A module without what it has only on some systems."""
    whole, poor = importlib.import_module(name), types.ModuleType(name)
    poor.__dict__.update({key: value for key, value in vars(whole).items() if key not in NAMES[name]})
    return poor


POOR = {name: without(name) for name in NAMES}

ordinary = builtins.__import__


def poorer(
    name: str,
    names: Mapping[str, object] | None = None,
    others: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> Any:
    """Import, but for the tutor's own modules only what every system has."""
    importer = str((names or {}).get("__name__", "")).partition(".")[0]
    first = name.partition(".")[0]
    if importer != "tui_tutor" or level:
        return ordinary(name, names, others, fromlist or (), level)
    if first in MODULES:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    if (name == first and first in POOR) or (first in POOR and not fromlist):
        with Path(os.environ["POORER"]).open("a") as log:
            log.write(f"{os.getpid()} {first}\n")
        return POOR[first]
    return ordinary(name, names, others, fromlist or (), level)


if "POORER" in os.environ:
    builtins.__import__ = cast(Any, poorer)
