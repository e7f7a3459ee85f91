const socket = new WebSocket("ws://localhost:8080");
socket.addEventListener("open", () => {
  __SEND__
});
