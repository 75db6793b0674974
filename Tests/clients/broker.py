"""The broker under test: `varve serve`, or Kafka itself, which is how the expectations were found."""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

SETTINGS = {
    "group.initial.rebalance.delay.ms": "300",
    # Members of consumer groups are told by the broker how often to send heartbeats and how long they may be silent.
    "group.consumer.min.heartbeat.interval.ms": "100", "group.consumer.heartbeat.interval.ms": "500",
    "group.consumer.min.session.timeout.ms": "1000", "group.consumer.session.timeout.ms": "6000",
}


class Broker:
    """A broker on a directory of its own, which can be stopped, killed and started again at the same address."""

    def __init__(self, program, starts=True, settings=None):
        self.program = program
        self.settings = dict(SETTINGS, **(settings or {}))
        self.is_kafka = os.path.basename(program) == "kafka"
        self.directory = tempfile.mkdtemp(prefix="varve-clients-")
        self.port = free_port()
        self.process = None
        if starts:
            self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        settings = [f"{name}={value}" for name, value in self.settings.items()]
        log = open(os.path.join(tempfile.gettempdir(), os.path.basename(self.directory) + ".log"), "a")
        self.log = log.name
        if self.is_kafka:
            command = [self.program, "serve", self.directory, str(self.port), *settings]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True,
                                            env=dict(os.environ, KAFKA_HEAP="512m"))
            wait_for_port(self.port, 60)
            return
        options = [part for setting in settings for part in ("--config", setting)]
        command = [self.program, "serve", self.directory, "--listen", self.address, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        if line.strip() != f"ready {self.address}":
            raise RuntimeError(f"broker did not start: {line!r}, see {self.log}")

    def stop(self):
        """A clean stop; answers the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def kill(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            if self.is_kafka:
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
        self.process.wait()

    def remove(self):
        self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing listens on {port}")


def wait_until(what, condition, seconds=30):
    """Waits for a condition; answers its value, or raises with what was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {seconds} s")
