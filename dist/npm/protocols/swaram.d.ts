export * from "./swaram.cjs";
