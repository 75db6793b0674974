"""Runs the command as people and scripts do."""
import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import termios
import time


class Result:
    """What a run left behind."""

    def __init__(self, words, code, out, err):
        self.words, self.code, self.raw, self.err = words, code, out, err.decode("utf-8", "replace")

    @property
    def out(self):
        return self.raw.decode("utf-8")

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"varve {' '.join(self.words)}\nexit {self.code}\nstdout: {self.raw[:2000]!r}\nstderr: {self.err[:2000]}"


class Varve:
    """The program, speaking to one broker unless told otherwise."""

    def __init__(self, program, address=None):
        self.program = os.path.abspath(program)
        self.started = []
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("NO_COLOR", "CLICOLOR_FORCE", "VARVE_BROKER", "COLUMNS")}
        self.environment["TERM"] = "xterm"
        if address:
            self.environment["VARVE_BROKER"] = address

    def start(self, *words, **options):
        """A process whose outputs are pipes."""
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        options["env"] = dict(self.environment, **options.pop("env", {}))
        self.started.append(subprocess.Popen([self.program, *words], **options))
        return self.started[-1]

    def end_all(self):
        """Kills what a failed test has left running."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.wait()

    def run(self, *words, stdin=b"", env=None, seconds=30):
        """Runs it to its end."""
        process = self.start(*words, stdin=subprocess.PIPE, env=env or {})
        try:
            out, err = process.communicate(stdin.encode() if isinstance(stdin, str) else stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise AssertionError(f"no end within {seconds} s: {Result(words, None, out, err)}")
        return Result(words, process.returncode, out, err)

    def ok(self, *words, **options):
        """Runs it; it has to succeed and say nothing on standard error."""
        result = self.run(*words, **options)
        assert result.code == 0 and result.err == "", result
        return result

    def fails(self, code, *words, says=(), **options):
        """Runs it; it has to fail as promised: one line on standard error, nothing on standard output."""
        result = self.run(*words, **options)
        assert result.code == code, result
        assert result.raw == b"", result
        assert result.err.startswith("varve: ") and result.err.count("\n") == 1 and result.err.endswith("\n"), result
        for part in [says] if isinstance(says, str) else says:
            assert part in result.err, f"{part!r} is not in {result}"
        return result

    def on_terminal(self, *words, columns=120, answer=None, env=None, seconds=20, prompt="[y/N] "):
        """Runs it on a terminal of its own, which is all three of its streams; answers exit code and what was shown.

        `answer` is typed once the question that ends with `prompt` was asked."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = self.start(*words, stdin=slave, stdout=slave, stderr=slave, env=env or {}, start_new_session=True)
        os.close(slave)
        shown, deadline = b"", time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                part = os.read(master, 65536)
            except OSError:  # Linux says EIO when the last holder of the other side is gone
                break
            if not part:
                break
            shown += part
            if answer is not None and prompt.encode() in shown:
                os.write(master, (answer + "\n").encode())
                answer = None
        os.close(master)
        return process.wait(timeout=5), shown.decode().replace("\r\n", "\n")


def read_some(process, count):
    """Reads so many lines of a running process."""
    return [process.stdout.readline() for _ in range(count)]


def end(process, number=signal.SIGTERM, seconds=10):
    """Sends a signal and answers exit code, and what is left of both outputs."""
    process.send_signal(number)
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out, err.decode()


def rows(report):
    """The rows of a JSON report as lists of values."""
    assert list(report)[:2] == ["schema", "version"] and report["version"] == 1, report
    return [list(item.values()) for item in report["items"]]
