export * from "./kuzzle.cjs";
