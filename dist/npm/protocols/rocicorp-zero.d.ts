export * from "./rocicorp-zero.cjs";
