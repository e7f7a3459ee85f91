import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 8080 });
server.on("connection", (socket) => {
  socket.on("close", (code, reason) => {
    if (code === __CODE__) {
      // The client will not come back until this is mended.
      console.log(`__CODE__: ${reason}`);
    }
  });
});
