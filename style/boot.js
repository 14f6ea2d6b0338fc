// Starts the app. The only hand-written JavaScript of the project: it runs before there is any WebAssembly.

// The chosen theme, before the first paint, so that a dark page never flashes white.
try {
  const theme = localStorage.getItem("sporeprint.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the system's theme it is.
}

function failed(error) {
  const place = document.getElementById("boot") ?? document.body.appendChild(document.createElement("div"));
  place.id = "boot";
  place.className = "boot boot--failed";
  place.setAttribute("role", "alert");
  place.textContent =
    "Sporeprint has stopped: " + (error?.message ?? error) +
    ". Reload the page; if it stays, the browser may lack WebAssembly or a file of the app is missing on the server.";
}

// The app has no way back from a panic: say so instead of standing still.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) failed(event.error);
});

const app = document.getElementById("app-module");
try {
  const address = (name) => new URL(name, document.baseURI);
  const { js, parts, wasm } = app.dataset;
  const { default: start } = await import(address(js));
  // A release build has the module packed too; the script that loads its other parts knows how to unpack it.
  const module = parts ? (await import(address(parts))).compiled(address(wasm)) : address(wasm);
  await start({ module_or_path: module });
  document.getElementById("boot")?.remove();
} catch (error) {
  failed(error);
  throw error;
}
