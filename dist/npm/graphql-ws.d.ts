export * from "./graphql-ws.cjs";
