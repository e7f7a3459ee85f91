import WebSocket from "ws";

const socket = new WebSocket("ws://localhost:8080");
socket.on("open", () => {
  socket.close(__CODE__, "permessage-deflate");
});
