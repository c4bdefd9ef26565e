"use strict";

// textual.js draws the terminal once the page is loaded; here is what it leaves undone: its address and the size of
// its letters, the font before the first letter is measured, the keyboard, and why a page ends.

const COLUMNS = 120;
const ROWS = 40;
const FEWEST_COLUMNS = 60;
const SMALLEST = 11;
const LARGEST = 24;
const TOO_MUCH = 1009;

const terminal = document.querySelector(".textual-terminal");
const words = document.querySelector("#words");
const again = document.querySelector("#again");

function size() {
  const asked = Number.parseInt(new URLSearchParams(location.search).get("fontsize"), 10);
  if (asked >= 6 && asked <= 60) {
    return asked;
  }
  // A letter of the font is 0.6 of its size wide, a line 1.32 of it high.
  const fits = Math.min(innerWidth / COLUMNS / 0.602, innerHeight / ROWS / 1.34);
  const smallest = Math.min(SMALLEST, innerWidth / FEWEST_COLUMNS / 0.602);
  return Math.floor(Math.max(smallest, Math.min(LARGEST, fits)));
}

function takeKeyboard() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (document.body.classList.contains("-closed")) {
    again.focus();
  } else if (field !== null) {
    // Anew, so that the tutor is told that it has the keyboard.
    field.blur();
    field.focus();
  }
}

class Told extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("open", takeKeyboard);
    this.addEventListener("close", (event) => {
      if (event.code === TOO_MUCH) {
        words.textContent = "What was pasted is more than the tutor takes at once. What you did is kept.";
      }
      document.body.classList.add("-closed");
      takeKeyboard();
    });
    this.addEventListener("message", (event) => {
      if (typeof event.data === "string") {
        const [kind, told] = JSON.parse(event.data);
        if (kind === "ended") {
          words.textContent = told;
        }
      }
    });
  }

  send(data) {
    // What comes before the connection is there, or after it, is for nobody.
    if (this.readyState === WebSocket.OPEN) {
      super.send(data);
    }
  }
}

terminal.dataset.sessionWebsocketUrl = `${location.origin.replace(/^http/, "ws")}/ws`;
terminal.dataset.fontSize = String(size());
window.WebSocket = Told;
again.addEventListener("click", () => location.reload());
window.addEventListener("focus", takeKeyboard);

const draw = window.onload;
window.onload = async (event) => {
  const faces = ["16px 'Roboto Mono'", "bold 16px 'Roboto Mono'", "italic 16px 'Roboto Mono'"];
  // Without the font the browser's own is good enough.
  await Promise.allSettled(faces.map((face) => document.fonts.load(face)));
  draw.call(window, event);
  takeKeyboard();
};
