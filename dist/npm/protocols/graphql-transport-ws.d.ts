export * from "./graphql-transport-ws.cjs";
