// What is known of the end of a connection; nothing here needs Node. ../README.md has the protocol.
/** The way that an address names, and the arguments of `close`, if this side closes first. */
function asked(address) {
  const url = new URL(address, "ws://lab");
  const way = url.pathname.split("/").pop();
  if (!url.searchParams.has("close")) return { way };
  const code = url.searchParams.get("close");
  const reason = "r".repeat(Number(url.searchParams.get("reason")));
  if (code === "") return { way, closes: [] };
  return { way, closes: reason ? [Number(code), reason] : [Number(code)] };
}

/** Prints one line. */
export const print = (row) => console.log(JSON.stringify(row));

/** What is known of the end of one connection, told once. */
export class Seen {
  constructor(address) {
    const { way, closes } = asked(address);
    this.closes = closes;
    this.row = { way, opened: false, error: false };
  }

  opened() {
    this.row.opened = true;
  }

  failed(error) {
    this.row.error = true;
    this.row.class ??= error?.code ?? error?.name;
    this.row.text ??= error?.message ?? (error && String(error));
  }

  /** Closes with `close`, if this side closes first. */
  close(close) {
    if (!this.closes) return;
    try {
      close(...this.closes);
    } catch (error) {
      this.row.throws = error.name;
      this.row.text = error.message;
      close();
    }
  }

  ended(code, reason, clean) {
    if (this.told) return;
    this.told = true;
    print({ ...this.row, code: code ?? null, reason: reason ?? "", clean: clean ?? null });
  }
}

/** Watches a socket with the interface of browsers. */
export function watch(socket, seen) {
  if (socket.readyState === 1) seen.opened();
  socket.addEventListener("open", () => {
    seen.opened();
    seen.close((...closes) => socket.close(...closes));
  });
  socket.addEventListener("error", (event) => seen.failed(event.error ?? event));
  socket.addEventListener("close", ({ code, reason, wasClean }) =>
    seen.ended(code, reason, wasClean));
}
