import WebSocket from "ws";

const socket = new WebSocket("ws://localhost:8080");
socket.on("open", () => {
  __SEND__
});
