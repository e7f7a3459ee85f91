export * from "./xrpl-js.cjs";
