export * from "./duet-web-server.cjs";
