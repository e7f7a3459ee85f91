export * from "./triplit.cjs";
