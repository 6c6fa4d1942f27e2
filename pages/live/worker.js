// Python in a thread of its own, so that the page stays awake: Pyodide, the packages, the book, then cell after cell.
let python, cells;
const tell = (kind, text) => postMessage({kind, text});

// What is downloaded, in MB, each with what it brings along.
const WEIGHTS = {numpy: ["NumPy", 3], matplotlib: ["Matplotlib", 9], sklearn: ["scikit-learn", 26], scipy: ["SciPy", 20],
                 pandas: ["pandas", 7]};

async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return answer;
}

async function start({pyodide, wheel, needs}) {
  const book = load(wheel).then(answer => answer.arrayBuffer());
  const files = Promise.all(["cells.py", "backend.py"].map(name => load(name).then(answer => answer.text())));
  tell("status", "Loading Python (6 MB) …");
  const {loadPyodide} = await import(new URL("pyodide.mjs", pyodide));
  python = await loadPyodide({indexURL: pyodide, env: {MPLBACKEND: "module://page_backend"}});
  const [run, backend] = await files;
  python.FS.writeFile("page_cells.py", run);
  python.FS.writeFile("page_backend.py", backend);
  cells = python.pyimport("page_cells");
  cells.post = tell;
  const told = needs.filter(name => name in WEIGHTS).map(name => `${WEIGHTS[name][0]} (${WEIGHTS[name][1]} MB)`);
  tell("status", `Loading ${told.join(", ")} …`);
  await python.loadPackagesFromImports(needs.map(name => `import ${name}`).join("\n"));
  cells.loaded();
  tell("status", "Loading this book …");
  python.unpackArchive(await book, "wheel");
  return true;
}

async function run({source, name, isExercise}) {
  await python.loadPackagesFromImports(source);
  return cells.run(source, name, isExercise);
}

onmessage = async ({data}) => {
  try {
    tell("done", await (data.source === undefined ? start(data) : run(data)));
  } catch (error) {
    tell("failed", String(error.message || error));
  }
};
