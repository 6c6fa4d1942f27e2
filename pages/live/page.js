// The page answers back. Nothing is loaded before the reader presses a button; then Python runs in this browser.
import {Cell} from "./cell.js";
import {Python} from "./python.js";
import {forget, isSolved, keepMarks, remember} from "./solved.js";

const bar = document.getElementById("live-bar");

function button(text, act) {
  const made = Object.assign(document.createElement("button"), {className: "live-button", textContent: text});
  made.onclick = act;
  return made;
}

function makeLive() {
  const python = new Python(), shown = new Map(), done = new Set();
  let cells, asked = [], wanted = [], working = false, now;

  // The strip at the foot of the window: what Python does, and the button that ends it.
  const strip = Object.assign(document.createElement("div"), {id: "live-strip", hidden: true});
  strip.innerHTML = '<span role="status"></span> <span aria-hidden="true"></span>';
  const [status, count] = strip.children;
  const stop = button("Stop", () => {
    if (!python.alive) strip.hidden = true;
    else if (working) python.stop();
    else ended(python.stop());
  });
  strip.append(stop);
  document.body.append(strip);
  const say = (text, counted = "") => {
    if (status.textContent !== text) status.textContent = text;
    count.textContent = counted;
    stop.textContent = python.alive || working ? "Stop" : "Close";
    strip.hidden = false;
  };

  async function start() {
    say("Starting …");
    const answer = await fetch(new URL(`${bar.dataset.cells}.json`, import.meta.url), {cache: "no-cache"});
    const listed = await answer.json();
    await python.start(listed.needs, (_, text) => say(text));
    cells = listed.cells;
    shown.forEach(cell => cell.open());
  }

  // All that a cell needs: those above it that have not run, and it. Without a cell, the whole page.
  function upTo(id) {
    if (!id) return cells.filter(cell => !cell.elsewhere).map(cell => cell.id);
    const above = cells.slice(0, cells.findIndex(cell => cell.id === id));
    return [...above.filter(cell => !done.has(cell.id) && !cell.elsewhere).map(cell => cell.id), id];
  }

  // Run the next cell that is wanted; what is to be said if it ends the run of many.
  async function runNext() {
    const id = wanted.shift(), listed = cells.find(cell => cell.id === id), cell = shown.get(id);
    const {number, exercise} = now = listed;
    say("Running …", `cell ${number} of ${cells.length}`);
    cell?.begin();
    let told = "";
    const hear = (kind, text) => {
      if (kind === "error") told = text.trim().split("\n").at(-1);
      if (kind === "right") remember(exercise, exercises.length);
      cell?.hear(kind, text);
    };
    const well = await python.run(cell ? cell.editor.value : listed.source, `<cell ${number}>`, Boolean(exercise), hear);
    cell?.end(well ? "" : "raised an error");
    done.add(id);
    if (well || !wanted.length) return "";
    wanted = [];
    return `Cell ${number} raised an error, so those below it have not run: ${told}`;
  }

  function ended(error) {
    const lost = "What the cells had computed is gone, your code is kept; the next run begins at the top.";
    shown.get(now?.id)?.end("not finished");
    asked = [];
    wanted = [];
    working = false;
    done.clear();
    if (error.stopped) say(`Stopped${now ? ` in cell ${now.number}` : ""}. ${lost}`);
    else if (now) say(`Python ended: ${error.message}. ${lost}`);
    else say(`Python could not be loaded from ${error.host || location.host}. Is the network off, or the address blocked? `
             + "The page reads as before; the links at its top run it elsewhere.");
    now = undefined;
  }

  // Run a cell, or without one all, in order. What is asked for while others run comes before what is left of those.
  async function want(id) {
    asked.push(id);
    if (working) return;
    working = true;
    let halted = "";
    try {
      if (!python.alive) await start();
      while (asked.length || wanted.length) {
        while (asked.length) {
          const first = upTo(asked.shift());
          wanted = [...first, ...wanted.filter(id => !first.includes(id))];
        }
        halted = await runNext();
      }
      working = false;
      now = undefined;
      say(halted || "Python is ready. Change any cell; Shift-Enter runs it.");
    } catch (error) {
      ended(error);
    }
  }

  document.querySelectorAll(".live-cell:has(+ .cell code.sourceCode)").forEach(mark => {
    const id = mark.id.slice("live-".length), cell = new Cell(mark, () => want(id));
    cell.slid = () => python.alive && want(id);
    shown.set(id, cell);
  });
  const exercises = [...shown.values()].filter(cell => cell.exercise);
  const tally = document.createElement("p");
  bar.prepend(button("Run this page", () => want()), " Python is loaded when you press, and runs in this browser: "
              + "what you type stays here.", tally);
  bar.hidden = false;
  const note = document.querySelector(".runs-at p");
  if (note) note.firstChild.textContent = "Your answers are checked here, by the button Check, or where the chapter runs: ";
  return () => {
    const solved = exercises.filter(cell => isSolved(cell.exercise)).length;
    tally.textContent = `${solved} of ${exercises.length} exercises solved, as far as this browser remembers. `;
    tally.hidden = !solved;
    tally.append(button("Forget all marks", forget));
    exercises.forEach(cell => cell.tell());
  };
}

keepMarks(bar ? makeLive() : undefined);
