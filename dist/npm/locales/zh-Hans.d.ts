export * from "./zh-Hans.cjs";
