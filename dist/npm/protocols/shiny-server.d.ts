export * from "./shiny-server.cjs";
