export * from "./surrealdb-rpc.cjs";
