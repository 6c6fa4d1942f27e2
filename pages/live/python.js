// The page's end of the wire to Python. It does one thing at a time; stop() ends it at once, whatever it does.
export class Python {
  #worker; #waiting;

  get alive() { return Boolean(this.#worker); }

  // Start Python with the packages of a page. `hear` gets each (kind, text) on the way.
  async start(needs, hear) {
    const here = new URL("./", import.meta.url);
    const answer = await fetch(new URL("settings.json", here), {cache: "no-cache"});
    const {pyodide, wheel} = await answer.json();
    this.#worker = new Worker(new URL("worker.js", here), {type: "module"});
    this.#worker.onerror = event => this.#end(new Error(event.message || "the worker does not start"));
    const source = new URL(pyodide, here);
    await this.#ask({pyodide: source.href, wheel: new URL(wheel, here).href, needs}, hear).catch(error => {
      this.stop();
      throw Object.assign(error, {host: source.host});
    });
  }

  // Run a cell; whether it raised nothing.
  run(source, name, isExercise, hear) { return this.#ask({source, name, isExercise}, hear); }

  // What is waited for fails with the error that this returns.
  stop() { return this.#end(Object.assign(new Error("stopped"), {stopped: true})); }

  #ask(message, hear) {
    return new Promise((resolve, reject) => {
      this.#waiting = reject;
      this.#worker.onmessage = ({data: {kind, text}}) => {
        if (kind === "done") resolve(text);
        else if (kind === "failed") this.#end(new Error(text));
        else hear(kind, text);
      };
      this.#worker.postMessage(message);
    });
  }

  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting?.(error);
    return error;
  }
}
