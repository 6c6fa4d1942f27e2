// The page answers back. Nothing is loaded before the reader presses a button; then Python runs in this browser.
import {button, Cell, steady} from "./cell.js";
import {Python} from "./python.js";
import {forget, isSolved, keepMarks, remember} from "./solved.js";

const bar = document.getElementById("live-bar");

function makeLive() {
  const python = new Python(), shown = new Map(), done = new Set();
  let asked = [], wanted = [], working = false, now;

  // The strip at the foot of the window: what Python does, in which cell, and the button that ends it.
  const strip = Object.assign(document.createElement("div"), {id: "live-strip", hidden: true});
  strip.innerHTML = '<span role="status"></span> <a></a>';
  const [status, where] = strip.children;
  const stop = button("Stop", () => working ? python.stop() : strip.hidden = true);
  strip.append(stop);
  document.body.append(strip);
  const say = (text, cell, place = shown.has(cell?.id) ? "Show it" : "") => {
    if (status.textContent !== text) status.textContent = text;
    where.textContent = place;
    if (shown.has(cell?.id)) where.href = `#live-${cell.id}`;
    else where.removeAttribute("href");
    stop.textContent = working ? "Stop" : "Close";
    strip.hidden = false;
  };

  async function start() {
    say("Starting …");
    await python.start(bar.dataset.cells, (_, text) => say(text));
    steady(() => shown.forEach(cell => cell.open()));
  }

  // All that a cell needs: those above it that have not run, and it. Without a cell, what is left of the page.
  function upTo(id) {
    const end = id ? python.cells.findIndex(cell => cell.id === id) : Infinity;
    return python.cells.filter((cell, place) => cell.id === id || (place < end && !done.has(cell.id) && !cell.elsewhere))
      .map(cell => cell.id);
  }

  // Run the next cell that is wanted; what is to be said if it fails.
  async function runNext() {
    const id = wanted.shift(), cell = shown.get(id), {number, exercise, source} = now = python.cells.find(each => each.id === id);
    const count = passed => say("Running …", now, `cell ${number} of ${python.cells.length}${passed}`);
    const began = performance.now(), seconds = () => Math.round((performance.now() - began) / 1000);
    let told = "";
    const hear = (kind, text) => {
      if (kind === "error") told = text.trim().split("\n").at(-1).slice(0, 200);
      if (kind === "right") remember(exercise, exercises.length);
      cell?.hear(kind, text);
    };
    count("");
    cell?.begin();
    const clock = setInterval(() => count(`, ${seconds()} s`), 1000);
    const well = await python.run(cell ? cell.editor.value : source, `<cell ${number}>`, Boolean(exercise), hear)
      .finally(() => clearInterval(clock));
    cell?.end(well ? "" : "raised an error");
    done.add(id);
    return well ? "" : `Cell ${number} raised an error${drop() ? ", so those below it have not run" : ""}: ${told}`;
  }

  // Nothing waits any more; whether anything did.
  function drop() {
    const dropped = [...asked.splice(0), ...wanted.splice(0)];
    dropped.forEach(id => shown.get(id)?.tell());
    return dropped.length;
  }

  function ended(error) {
    const lost = "What the cells had computed is gone, your code is kept; the next run begins at the top.";
    shown.get(now?.id)?.end("not finished");
    drop();
    done.clear();
    if (!error.stopped && !now) say(`Python could not be loaded from ${python.host}. Is the network off, or the address blocked? `
                                    + "The page reads as before; the links at its top run it elsewhere.");
    else if (!now) say("Stopped before Python was there.");
    else say(`${error.stopped ? "Stopped" : `Python ended (${error.message})`} in cell ${now.number}. ${lost}`, now);
  }

  // Run a cell, or without one all, in order. What is asked for while others run comes before what is left of those.
  async function want(id) {
    asked.push(id);
    shown.get(id)?.tell("waits …");
    if (working) return;
    working = true;
    if (!id) done.clear();
    let failed = "";
    try {
      if (!python.alive) await start();
      while (asked.length || wanted.length) {
        while (asked.length) {
          const first = upTo(asked.shift());
          wanted = [...first, ...wanted.filter(each => !first.includes(each))];
        }
        failed = await runNext();
      }
      working = false;
      say(failed || "Python is ready. Change any cell; Shift-Enter runs it.", failed && now);
    } catch (error) {
      working = false;
      ended(error);
    }
    now = undefined;
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
