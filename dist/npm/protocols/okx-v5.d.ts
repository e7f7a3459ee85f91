export * from "./okx-v5.cjs";
