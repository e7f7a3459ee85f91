export * from "./gladia-sdk.cjs";
