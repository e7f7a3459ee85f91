// Opens each way with each interface that the browser has, and reports what a script sees.
const WORKERS = 8;
// Longer than any browser waits for the answer to its Close frame.
const PATIENCE = 130000;

const address = (run, way) => `ws://${location.host}/${run}/${way.id}`;
const reason = (way) => "r".repeat(way.closes.reason_bytes);

function within(promise) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, { late: true }));
  return Promise.race([promise, late]);
}

function webSocket(way) {
  return new Promise((resolve) => {
    const seen = { opened: false, error: false };
    const socket = new WebSocket(address("WebSocket", way));
    socket.onerror = () => { seen.error = true; };
    socket.onopen = () => {
      seen.opened = true;
      if (!way.closes) return;
      try {
        if (way.closes.code === null) socket.close();
        else if (way.closes.reason_bytes === 0) socket.close(way.closes.code);
        else socket.close(way.closes.code, reason(way));
      } catch (error) {
        seen.throws = error.name;
        socket.close();
      }
    };
    socket.onclose = (event) => resolve({
      ...seen, code: event.code, reason: event.reason, clean: event.wasClean,
    });
  });
}

async function drain(readable) {
  const reader = readable.getReader();
  while (!(await reader.read()).done);
}

function webSocketStream(way) {
  const seen = { opened: false, error: false };
  const stream = new WebSocketStream(address("WebSocketStream", way));
  stream.opened.then(({ readable }) => {
    seen.opened = true;
    // That the stream fails is told by `closed` too.
    drain(readable).catch(() => {});
    if (!way.closes) return;
    try {
      if (way.closes.code === null) stream.close();
      else if (way.closes.reason_bytes === 0) stream.close({ closeCode: way.closes.code });
      else stream.close({ closeCode: way.closes.code, reason: reason(way) });
    } catch (error) {
      seen.throws = error.name;
      stream.close();
    }
  }, () => {});
  return stream.closed.then(
    ({ closeCode, reason }) => ({ ...seen, code: closeCode, reason, clean: true }),
    // The standard's WebSocketError has a code only if a Close frame had one.
    ({ closeCode, reason }) => ({ ...seen, code: closeCode ?? null, reason: reason ?? "", clean: false }),
  );
}

async function all() {
  const interfaces = { WebSocket: webSocket };
  if (self.WebSocketStream) interfaces.WebSocketStream = webSocketStream;
  const jobs = (ways) => Object.entries(interfaces).flatMap(([run, open]) =>
    ways.map((way) => async () => ({ run, way: way.id, ...(await within(open(way))) })));
  const rows = [];
  const work = (jobs, workers) => {
    const worker = async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) rows.push(await job());
    };
    return Promise.all(Array.from({ length: workers }, worker));
  };
  await work(jobs(WAYS.filter((way) => !way.blocks)), WORKERS);
  // While one handshake with a host is under way, a browser begins no other (RFC 6455, section 4.1).
  await work(jobs(WAYS.filter((way) => way.blocks)), 1);
  const date = new Date().toISOString().slice(0, 10);
  await fetch("/report", { method: "POST", body: JSON.stringify({ date, rows }) });
}

all().catch((error) =>
  fetch("/report", { method: "POST", body: JSON.stringify({ error: String(error) }) }));
