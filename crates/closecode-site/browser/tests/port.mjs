// A Chromium that another program steers through its debugging port.

import { chromium } from "playwright-core";
import { createServer } from "node:net";

const freePort = () =>
  new Promise((resolve) => {
    const socket = createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

export const startWithPort = async () => {
  const port = await freePort();
  const args = [`--remote-debugging-port=${port}`, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ executablePath: process.env.CLOSECODE_CHROMIUM, args });
  return { port, close: () => browser.close() };
};
