"""A real browser without a window, driven over the protocol of its developer tools."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

try:
    import aiohttp
except ImportError:
    pytest.skip("the extra web is not installed", allow_module_level=True)

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

PATIENCE = 30.0
"""Seconds after which a test gives up waiting; no test asserts how long anything takes."""

KEYS = {
    "ArrowRight": ("", 39),
    "ArrowLeft": ("", 37),
    "Enter": ("\r", 13),
}

SELECTED = """(() => {
    const data = new DataTransfer();
    const copy = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector(".xterm")?.dispatchEvent(copy);
    return data.getData("text/plain");
})()"""
"""What a copy of what is selected in the terminal would put on the clipboard."""


def executable() -> str | None:
    """The browser that is installed here."""
    return next((path for name in NAMES if (path := shutil.which(name)) is not None), None)


class Tools:
    """The connection to a browser's developer tools."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._number = 0
        self.events: list[dict[str, Any]] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            else:
                self.events.append(told)

    async def ask(self, method: str, session: str | None = None, **given: Any) -> dict[str, Any]:
        self._number += 1
        answer = self._waiting[self._number] = asyncio.get_running_loop().create_future()
        told = {"id": self._number, "method": method, "params": given}
        await self._socket.send_json(told if session is None else {**told, "sessionId": session})
        answered = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in answered, (method, answered)
        result: dict[str, Any] = answered["result"]
        return result


class Tab:
    """A page in a browser."""

    def __init__(self, tools: Tools, target: str, session: str) -> None:
        self._tools = tools
        self._target = target
        self._session = session

    async def ask(self, method: str, **given: Any) -> dict[str, Any]:
        return await self._tools.ask(method, self._session, **given)

    def told(self, method: str) -> list[dict[str, Any]]:
        """What the browser told of itself about this page."""
        return [
            each["params"]
            for each in self._tools.events
            if each["method"] == method and each.get("sessionId") == self._session
        ]

    async def value(self, script: str) -> Any:
        answer = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def press(self, *keys: str) -> None:
        for key in keys:
            text, code = KEYS.get(key, (key, 0))
            what = {"key": key, "windowsVirtualKeyCode": code}
            await self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **what)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **what)

    async def screen(self) -> str:
        """The text in the terminal: all of it is selected with the mouse, and copied."""
        width, height = await self.value("[innerWidth, innerHeight]")
        # With shift the mouse is the terminal's own, not the program's in it.
        what = {"button": "left", "modifiers": 8, "clickCount": 1}
        await self.ask("Input.dispatchMouseEvent", type="mousePressed", x=0, y=0, **what)
        await self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=width - 1, y=height - 2, buttons=1, **what)
        await self.ask("Input.dispatchMouseEvent", type="mouseReleased", x=width - 1, y=height - 2, **what)
        text = str(await self.value(SELECTED))
        for kind in ("mousePressed", "mouseReleased"):
            # A click takes the selection away.
            await self.ask("Input.dispatchMouseEvent", type=kind, x=1, y=1, **what)
        return text

    async def wait_for(self, seen: Callable[[str], bool] | str) -> str:
        """Wait until the terminal shows something; its text then."""
        text = ""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not (seen in text if isinstance(seen, str) else seen(text)):
                    await asyncio.sleep(0.05)
                    text = await self.screen()
                return text
        raise AssertionError(f"{seen!r} was never seen; the terminal shows\n{text}")

    async def until(self, script: str) -> None:
        """Wait until something holds in the page; one that is being loaded may lack what is asked for."""
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
                if answer["result"].get("value") is True:
                    return
                await asyncio.sleep(0.05)

    async def words(self) -> str:
        """Wait until the page has ended; why, in words."""
        await self.until("document.body.classList.contains('-closed')")
        return str(await self.value("document.querySelector('.ended').innerText"))

    async def load(self, address: str) -> None:
        await self.ask("Page.navigate", url=address)

    async def close(self) -> None:
        await self._tools.ask("Target.closeTarget", targetId=self._target)


class Browser:
    """A browser. Each page that is opened stands in a profile of its own, as on another computer."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def open(self, address: str, *, width: int = 1280, height: int = 800) -> Tab:
        profile = (await self._tools.ask("Target.createBrowserContext"))["browserContextId"]
        made = await self._tools.ask("Target.createTarget", url="about:blank", browserContextId=profile)
        target = made["targetId"]
        session = (await self._tools.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = Tab(self._tools, target, session)
        for domain in ("Page", "Network", "Runtime", "Log"):
            await tab.ask(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await tab.ask("Emulation.setDeviceMetricsOverride", **size)
        await tab.load(address)
        return tab


@asynccontextmanager
async def browser(*options: str) -> AsyncIterator[Browser]:
    """A browser that ends with the context."""
    found = executable()
    assert found is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [found, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run"]
        command += ["--remote-debugging-port=0", f"--user-data-dir={folder}", *options, "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            port, path = await _address(Path(folder) / "DevToolsActivePort")
            async with aiohttp.ClientSession() as client:
                address = f"ws://127.0.0.1:{port}{path}"
                async with client.ws_connect(address, max_msg_size=0) as socket:
                    yield Browser(Tools(socket))
        finally:
            process.kill()
            process.wait()


async def _address(file: Path) -> list[str]:
    """Wait for the file in which a browser tells where its developer tools are."""
    async with asyncio.timeout(PATIENCE):
        while not file.exists() or len(lines := file.read_text().split()) < 2:
            await asyncio.sleep(0.05)
    return lines
