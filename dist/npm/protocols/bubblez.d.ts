export * from "./bubblez.cjs";
