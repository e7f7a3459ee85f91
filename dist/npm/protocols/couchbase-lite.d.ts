export * from "./couchbase-lite.cjs";
