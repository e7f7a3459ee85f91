import WebSocket from "ws";

const socket = new WebSocket("ws://localhost:8080");
socket.on("close", (code) => {
  if (code === __CODE__) {
    // __ADVICE__
    console.log("__CODE__: stop"); // stop
    console.log("__CODE__: try again"); // once
    const delay = __LOW__ + __SPAN__ * Math.random(); // retry
    console.log(`__CODE__: try again in ${delay} ms`); // retry
  }
});
