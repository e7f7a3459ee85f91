import WebSocket from "ws";

// __CODE__: __ADVICE__
const FIRST = __FIRST__; // ms: the first wait is at most this // grows
const LONGEST = __LONGEST__; // ms: no wait is longer // grows
const LEAST = __FIRST__; // ms: the shortest wait // uniform
const MOST = __LONGEST__; // ms: the longest // uniform
const STABLE = __STABLE__; // ms: after a connection this long, start over // counts
const STOP = [__STOP__]; // stop: a retry fails again
let ceiling = FIRST; // grows
let tries = 0; // limit
let wanted = true; // false when you are done // wanted

async function renewToken() {} // get a new token here // renews
// renews
function connect() {
  const socket = new WebSocket("ws://localhost:8080");
  let opened = Infinity; // counts
  socket.on("open", () => (opened = Date.now())); // counts
  socket.on("message", (data) => console.log(`${data}`));
  socket.on("error", ({ message }) => console.error(message)); // then comes "close"
  socket.on("close", (code) => { // keeps
  socket.on("close", async (code) => { // renews
    if (Date.now() - opened >= STABLE) ceiling = FIRST; // resets
    if (Date.now() - opened >= STABLE) [ceiling, tries] = [FIRST, 0]; // limit
    if (STOP.includes(code)) return console.error(`${code}: stopped`);
    if (code === __CODE__ && !wanted) return; // wanted
    if (code === __CODE__ && ++tries > __LIMIT__) return console.error("__CODE__: stopped"); // limit
    if (code === __CODE__) await renewToken(); // renews
    setTimeout(connect, Math.random() * ceiling); // full
    setTimeout(connect, ((1 + Math.random()) * ceiling) / 2); // equal
    setTimeout(connect, LEAST + Math.random() * (MOST - LEAST)); // uniform
    ceiling = Math.min(LONGEST, ceiling * __FACTOR__); // grows
  });
}

connect();
