// The adapter for ws: what its users are told when a connection ends.
import { WebSocket, WebSocketServer } from "ws";

export const client = (url) =>
  new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.addEventListener("error", () => {});
    socket.addEventListener("close", (e) => resolve({ reports: e.code, clean: e.wasClean }));
  });

export const server = (told) =>
  new Promise((resolve) => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    server.on("connection", (socket) => {
      socket.on("error", () => {});
      socket.on("close", (code) => told({ reports: code }));
    });
    server.on("listening", () => resolve(server.address().port));
  });
