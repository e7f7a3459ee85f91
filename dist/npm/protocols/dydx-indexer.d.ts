export * from "./dydx-indexer.cjs";
