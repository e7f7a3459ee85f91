export * from "./graphql-ws-hasura.cjs";
