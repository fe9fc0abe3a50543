"""Writing files: whole or not at all, and nothing but files is replaced."""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest

from offerkit.errors import OfferError
from offerkit.load import load_offer, read_offer, save_offer, write_offer
from offerkit.load.formats import MAX_BYTES
from offerkit.load.saving import write_file
from offerkit.model.facts import ClientsFacts
from offerkit.model.offer import Offer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no such files")
MAY_DO_ANYTHING = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do anything is refused nothing"
)


class TestWhatIsThere:
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o444 | stat.S_IWUSR, 0o777])
    def test_a_file_keeps_its_permissions(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "a"
        path.write_bytes(b"old")
        path.chmod(mode)
        write_file(path, b"new")
        assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("new", [False, True])
    def test_a_new_file_has_those_that_the_process_gives(self, tmp_path: Path, new: bool) -> None:
        (tmp_path / "usual").touch()
        write_file(tmp_path / "a", b"new", new=new)
        assert (tmp_path / "a").stat().st_mode == (tmp_path / "usual").stat().st_mode

    def test_the_target_of_a_link_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "a").write_bytes(b"old")
        (tmp_path / "one").symlink_to("two")
        (tmp_path / "two").symlink_to("folder/a")
        write_file(tmp_path / "one", b"new")
        assert (tmp_path / "one").is_symlink()
        assert (tmp_path / "folder" / "a").read_bytes() == b"new"

    def test_links_in_a_circle_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "one").symlink_to("two")
        (tmp_path / "two").symlink_to("one")
        for new in (False, True):
            with pytest.raises(OSError):  # noqa: PT011 - the words are those of the system
                write_file(tmp_path / "one", b"new", new=new)
        assert (tmp_path / "one").is_symlink()

    def test_a_pipe_is_written_to(self, tmp_path: Path) -> None:
        pipe, found, data = tmp_path / "pipe", list[bytes](), b"new" * 100_000
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
        reader.start()
        for _ in range(3_000):  # until the reader has opened it
            with suppress(OSError):
                write_file(pipe, data)
                break
            sleep(0.01)
        reader.join(timeout=30)
        assert found == [data]
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        assert list(tmp_path.iterdir()) == [pipe]

    def test_a_pipe_that_nobody_reads_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OSError):  # noqa: PT011 - the words are those of the system
            write_file(tmp_path / "pipe", b"new")
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    @pytest.mark.parametrize("through_a_link", [False, True])
    def test_a_device_is_written_to(self, tmp_path: Path, through_a_link: bool) -> None:
        for name in ("null", "full"):
            device = Path("/dev") / name
            if not device.is_char_device():
                pytest.skip(f"there is no {device}")
            before = device.stat()
            path = tmp_path / name if through_a_link else device
            if through_a_link:
                path.symlink_to(device)
            if name == "null":
                write_file(path, b"new")
            else:
                with pytest.raises(OSError, match="space"):
                    write_file(path, b"new")
            assert (device.stat().st_ino, device.stat().st_mode) == (before.st_ino, before.st_mode)

    def test_a_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(IsADirectoryError):
            write_file(tmp_path, b"new")

    @MAY_DO_ANYTHING
    def test_what_may_not_be_written_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "a").chmod(0o444)
        with pytest.raises(PermissionError):
            write_file(tmp_path / "a", b"new")
        assert (tmp_path / "a").read_bytes() == b"old"


class TestNewFiles:
    @pytest.mark.parametrize("there", ["file", "folder", "link", "pipe"])
    def test_nothing_may_be_there(self, tmp_path: Path, there: str) -> None:
        path = tmp_path / "a"
        make: dict[str, Callable[[], object]] = {
            "file": lambda: path.write_bytes(b"old"),
            "folder": path.mkdir,
            "link": lambda: path.symlink_to("nowhere"),
            "pipe": lambda: os.mkfifo(path),
        }
        make[there]()
        before = path.lstat()
        with pytest.raises(FileExistsError):
            write_file(path, b"new", new=True)
        assert path.lstat() == before
        assert list(tmp_path.iterdir()) == [path]

    def test_one_of_many_writers_makes_it(self, tmp_path: Path) -> None:
        refused = list[int]()

        def write(number: int) -> None:
            try:
                write_file(tmp_path / "a", b"%d" % number, new=True)
            except FileExistsError:
                refused.append(number)

        at_once(*(lambda number=number: write(number) for number in range(8)))
        assert len(refused) == 7
        assert int((tmp_path / "a").read_bytes()) not in refused


def at_once(*acts: Callable[[], object]) -> None:
    """Run functions at the same time, each in a thread, and raise what one of them raises."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()


class TestAtOnce:
    def test_everyone_who_saves_one_file_succeeds(self, tmp_path: Path) -> None:
        offers = [Offer(clients=ClientsFacts(names=frozenset({name * 200}))) for name in "abcd"]
        path = tmp_path / "offer.toml"

        def save(offer: Offer) -> None:
            for _ in range(25):
                save_offer(offer, path)
                assert load_offer(path) in offers

        at_once(*(lambda offer=offer: save(offer) for offer in offers))
        assert list(tmp_path.iterdir()) == [path]

    def test_what_belongs_to_others_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "offer.toml"
        others = [tmp_path / f".offer.toml.{os.getpid()}.tmp", tmp_path / ".offerkit-0.tmp"]
        for other in others:
            other.write_text("not mine")
        save_offer(Offer(), path)
        with pytest.raises(UnicodeEncodeError):
            save_offer(broken(), path)
        assert [other.read_text() for other in others] == ["not mine"] * 2
        assert set(tmp_path.iterdir()) == {path, *others}


def broken() -> Offer:
    """An offer that cannot be written."""
    offer = Offer()
    object.__setattr__(offer, "posting", {"a": "half of a pair: \ud800"})
    return offer


class TestTheLimit:
    """What is written can be read again."""

    @staticmethod
    def of_size(letters: int) -> Offer:
        return Offer(posting={"description": "x" * letters})

    @pytest.mark.parametrize("suffix", ["toml", "json", "yaml"])
    def test_up_to_the_limit_it_is_read_again(self, tmp_path: Path, suffix: str) -> None:
        if suffix == "yaml":
            pytest.importorskip("yaml")
        path = tmp_path / f"offer.{suffix}"
        save_offer(self.of_size(1_000), path)
        more = MAX_BYTES - path.stat().st_size
        save_offer(self.of_size(1_000 + more), path)
        assert path.stat().st_size == MAX_BYTES
        assert load_offer(path) == self.of_size(1_000 + more)
        before = path.read_bytes()
        with pytest.raises(OfferError) as caught:
            save_offer(self.of_size(1_001 + more), path)
        assert [d.code for d in caught.value.diagnostics] == ["file-too-large"]
        assert path.read_bytes() == before

    def test_escapes_count(self) -> None:
        for text in ("\x01" * 100_000, '"' * 140_000, "ü" * 140_000):
            with pytest.raises(OfferError, match=r"offer\W+would take [0-9]+ KiB"):
                write_offer(Offer(posting={"description": text}))
        small = Offer(posting={"description": '"ü\x01' * 1_000})
        assert read_offer(write_offer(small)) == small
