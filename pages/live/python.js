// The page's end of the wire to Python. It does one thing at a time; stop() ends it at once, whatever it does.
const here = new URL("./", import.meta.url);

async function read(name) {
  const answer = await fetch(new URL(name, here), {cache: "no-cache"});
  return answer.json();
}

export class Python {
  #worker; #waiting;

  get alive() { return Boolean(this.#worker); }

  // Start Python with what a page needs, and learn which cells it has. `hear` gets each (kind, text) on the way.
  start(page, hear) {
    this.#worker = new Worker(new URL("worker.js", here), {type: "module"});
    this.#worker.onerror = event => this.#end(new Error(event.message || "the worker does not start"));
    return this.#ask(this.#first(page), hear);
  }

  async #first(page) {
    this.host = here.host;
    const [{pyodide, wheel}, {needs, cells}] = await Promise.all([read("settings.json"), read(`${page}.json`)]);
    this.host = new URL(pyodide, here).host;
    this.cells = cells;
    return {pyodide: new URL(pyodide, here).href, wheel: new URL(wheel, here).href, needs};
  }

  // Run a cell; whether it raised nothing.
  run(source, name, isExercise, hear) { return this.#ask({source, name, isExercise}, hear); }

  // What is waited for fails.
  stop() { this.#end(Object.assign(new Error("stopped"), {stopped: true})); }

  #ask(message, hear) {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#waiting = reject;
      worker.onmessage = ({data: {kind, text}}) => {
        if (kind === "done") resolve(text);
        else if (kind === "failed") this.#end(new Error(text));
        else hear(kind, text);
      };
      Promise.resolve(message).then(ready => worker.postMessage(ready), error => worker === this.#worker && this.#end(error));
    });
  }

  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting?.(error);
  }
}
